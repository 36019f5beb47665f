import StudyReports

/// Readers of the values that `settle slurm` passes on to Slurm.
extension OptionValue {
    /// A time limit of at least five minutes.
    static let slurmTime: Reader<SlurmTime> = { text in
        guard let time = SlurmTime(text) else {
            throw OptionValueError(
                rule: "is not a time limit of Slurm",
                remedy: "write minutes, hours:minutes:seconds or days-hours, such as 4:00:00 for four hours")
        }
        guard time.seconds >= 300 else {
            throw OptionValueError(
                rule: "is \(NumberText.duration(Double(time.seconds))) to Slurm, and tasks are told to stop "
                    + "\(SlurmArray.notice) seconds before the end",
                remedy: "give at least 5 minutes; four hours are 4:00:00")
        }
        return time
    }

    /// An amount of memory with its unit. Without one Slurm takes megabytes, which is rarely meant.
    static let slurmMemory: Reader<String> = { text in
        guard text.wholeMatch(of: /[1-9][0-9]{0,8}[KMGT]/) != nil else {
            throw OptionValueError(
                rule: "is not an amount of memory",
                remedy: "write a whole number and K, M, G or T, such as 4G, or leave it out for the partition's own")
        }
        return text
    }

    /// The name of a partition, or several with commas.
    static let slurmPartition: Reader<String> = { text in
        guard text.wholeMatch(of: /[A-Za-z0-9._\-]+(,[A-Za-z0-9._\-]+)*/) != nil else {
            throw OptionValueError(
                rule: "is not the name of a partition", remedy: "see their names with: sinfo --format=%R")
        }
        return text
    }

    /// An option of sbatch, with or without `#SBATCH` before it.
    static let slurmDirective: Reader<String> = { text in
        let option = text.hasPrefix("#SBATCH ") ? text.dropFirst(8).drop { $0 == " " } : text[...]
        guard option.hasPrefix("-"), option.count > 1, !option.unicodeScalars.contains(where: { $0.value < 32 }) else {
            throw OptionValueError(
                rule: "is not an option of sbatch on one line", remedy: "write for example '#SBATCH --account=physics'")
        }
        // A short option may have its value without a space.
        let name =
            option.hasPrefix("--") ? option.prefix { $0 != "=" && $0 != " " } : option.prefix(2)
        if let own = ownOptions[String(name)] {
            throw OptionValueError(rule: "is an option that the script has already", remedy: own)
        }
        return String(option)
    }

    /// A line of the script.
    static let shellLine: Reader<String> = { text in
        guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\t" }) else {
            throw OptionValueError(rule: "is not one line of a shell script", remedy: "give one option for each line")
        }
        return text
    }

    /// Options of sbatch on which the script depends, and what to do instead.
    private static let ownOptions: [String: String] = {
        let fixed = "leave it out"
        var options = [
            "--array": "give --workers", "-a": "give --workers", "--time": "give --time", "-t": "give --time",
            "--mem": "give --memory", "--partition": "give --partition", "-p": "give --partition",
            "--cpus-per-task": "give --cpus", "-c": "give --cpus", "--output": "give --folder",
            "-o": "give --folder", "--error": "give --folder", "-e": "give --folder",
        ]
        for name in [
            "--signal", "--requeue", "--no-requeue", "--open-mode", "--chdir", "-D", "--ntasks", "-n", "--job-name",
            "-J", "--wait", "-W", "--wrap", "--parsable",
        ] { options[name] = fixed }
        return options
    }()
}
