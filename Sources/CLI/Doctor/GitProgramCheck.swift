import Platform

extension DoctorCheck {
    /// The `git` program carries all transport.
    static let gitProgram = DoctorCheck(name: "git") { (_, session) throws(Failure) in
        let outcome: ChildOutcome
        do {
            outcome = try ChildCommand(["git", "--version"], environment: session.environment).run()
        } catch { return [.problem("\(error)", remedy: "apt-get install git")] }
        let version = outcome.outputText.split(separator: " ").dropFirst(2).first ?? ""
        let numbers = version.split(separator: ".").prefix(2).compactMap { Int($0) }
        guard numbers.count == 2, (numbers[0], numbers[1]) >= (2, 32) else {
            return [
                .problem(
                    "git \(version) is older than 2.32, which packing and syncing need",
                    remedy: "apt-get install git")
            ]
        }
        return [.ok("git \(numbers[0]).\(numbers[1])")]
    }
}
