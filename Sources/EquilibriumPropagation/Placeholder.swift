import DigitFiles
