import DigitFiles
import EquilibriumPropagation
import Foundation
import HyperparameterSearch
import StudyStorage
import Testing

@testable import AnnealingStudies
@testable import settle

/// The libraries' errors have no words of the command; the command adds them.
@Suite("Remedies")
struct RemediesTests {
    static let storageErrors: [StorageError] = [
        .missing(path: "s"), .folder(path: "s"), .notADatabase(path: "s"), .otherProgram(path: "s"), .newer(path: "s"),
        .olderReadOnly(path: "s"), .readOnly(path: "s"), .unmerged(path: "s"), .replaced(path: "s", rescued: "r"),
        .replaced(path: "s", rescued: nil), .otherMachine(path: "s", fileSystem: "nfs4", host: "h"), .full(path: "s"),
        .locked(path: "s"), .corrupt(path: "s", detail: "d"), .unreadable(path: "s", detail: "d"),
        .row(path: "s", detail: "d"),
    ]

    @Test("a storage error's own text names no flag and no verb, and the command's text begins with the same fact")
    func facts() {
        for error in Self.storageErrors {
            #expect(!"\(error)".contains("--") && !"\(error)".contains("settle run"), "\(error)")
            #expect(!"\(error)".contains("settle merge"), "\(error)")
            #expect(error.text.hasPrefix(error.fact), "\(error)")
            #expect(Remedies.text(of: error, storage: "") == error.text)
        }
    }

    @Test("a missing file, another program's, and a file that went away are told with the command's words")
    func storage() {
        #expect(
            StorageError.missing(path: "s").text
                == "there is no database at s; 'settle run' makes one, or name another with --storage")
        #expect(
            StorageError.folder(path: "s").text == "s is a folder, not a database; name a file in it with --storage")
        #expect(
            StorageError.otherProgram(path: "s").text
                == "s is a database of another program; name another file with --storage (this one was not touched)")
        #expect(
            StorageError.newer(path: "s").text
                == "s was written by a newer version of settle; use that version, or another file with --storage")
        #expect(
            StorageError.readOnly(path: "s").text
                == "s cannot be written: the file, its folder or its file system is read-only; make it writable, or "
                + "name another file with --storage")
        #expect(
            StorageError.corrupt(path: "s", detail: "d").text
                == "s is damaged (d); restore a backup, or name another file with --storage")
        #expect(
            StorageError.replaced(path: "s", rescued: "r").text
                == "s was deleted or replaced while settle worked on it; all that it held has been saved as r: move that "
                + "to its place (or unite the two with 'settle merge'), and resume")
    }

    @Test("the libraries for data and schedules name no flag; the command does")
    func data() throws {
        let folder = try Scratch()
        let missing = #expect(throws: DigitFileError.self) { try DigitData(folder: folder.folder.path) }
        #expect(missing?.description.contains("--") == false && missing?.description.contains("settle mnist") == false)
        #expect(
            missing?.text.hasSuffix("; 'settle mnist fetch' gets MNIST; --to, --from and --data name its folder")
                == true)
        let schedules = #expect(throws: ScheduleFileError.self) {
            try ScheduleFile.points(1, path: folder.path("no.json"))
        }
        #expect(schedules?.description.hasSuffix("there is no such file; name a file of exported schedules") == true)
        #expect(schedules?.text.hasSuffix("with: settle export STUDY -o FILE") == true)
        let split = TrainingImagesError.noPaperSplit(count: 1000, border: 50_000)
        #expect(!"\(split)".contains("--") && split.text.contains("--protocol official"))
        #expect(!"\(TrainingDataError(wanted: "mnist", found: "other"))".contains("--"))
        #expect(Remedies.text(of: TrainingDataError(wanted: "mnist", found: "other"), storage: "").contains("--data"))
    }

    @Test("a network file system is told with the way around it")
    func networkFileSystems() {
        let remedy =
            "; give each machine a file of its own with --storage and a share with --shard, then unite the files with "
            + "'settle merge'"
        #expect(
            StorageError.otherMachine(path: "s", fileSystem: "nfs4", host: "h").text
                == "a process on h works on s, which lies on a network file system (nfs4) where two machines would "
                + "damage it" + remedy)
        #expect(StoreWarning("a fact", remedy: .storePerMachine).text == "a fact" + remedy)
        #expect(StoreWarning("a fact").text == "a fact")
    }

    @Test("findings of a store have the command's remedies")
    func findings() {
        let remedy = { (remedy: StoreFinding.Remedy) in
            CheckFinding(StoreFinding(.fault, study: "tiny", trial: 3, "a fault", remedy: remedy)).remedy
        }
        #expect(remedy(.restore) == "restore a backup")
        #expect(
            remedy(.rebuild) == "restore a backup, or make a sound file of this one with: settle merge FILE -o NEW")
        #expect(remedy(.replay) == "see which comes back with: settle replay tiny 3, of this file")
        #expect(
            remedy(.release) == "nothing is lost: another run takes them up; or give them back now with --repair")
    }
}
