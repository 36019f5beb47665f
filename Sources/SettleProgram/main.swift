// The program. All of it is in the library `settle`, so that only this file is linked as a program is: on Linux with
// Swift's own libraries inside, since a process that loads them starts three times slower.
import settle

Settle.runProgram()
