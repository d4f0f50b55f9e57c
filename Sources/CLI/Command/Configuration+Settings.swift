import Agents
import Domain
import Engine
import Git
import Templates

/// The settings that have more to them than a word.
extension Configuration {
    /// What is configured of agents: `autowrk.agent.<name>.<setting>`. What is wrong with one is for whoever
    /// calls that agent; nobody else has to be kept from anything by it.
    func agents() -> [ConfiguredAgent] {
        let keys = [
            "command", "prompt", "variable", "timeoutminutes", "keepcommits", "sandbox", "network",
            "writable",
        ]
        let named = Set(keys.flatMap { names(between: "autowrk.agent.", and: ".\($0)") })
        var agents: [ConfiguredAgent] = []
        for name in named.sorted() {
            var agent = ConfiguredAgent(name: name)
            do throws(Failure) { try read(&agent) } catch { agent.fault = error.message }
            agents.append(agent)
        }
        return agents
    }

    private func read(_ agent: inout ConfiguredAgent) throws(Failure) {
        let prefix = "autowrk.agent.\(agent.name)"
        agent.command = string("\(prefix).command")
        agent.variables = strings("\(prefix).variable")
        agent.keepsCommits = bool("\(prefix).keepCommits")
        agent.isSandboxed = bool("\(prefix).sandbox")
        agent.hasNetwork = bool("\(prefix).network")
        agent.writable = strings("\(prefix).writable")
        if let word = string("\(prefix).prompt") {
            agent.prompt = AgentPreset.PromptWay(rawValue: word)
            guard agent.prompt != nil else {
                let ways = AgentPreset.PromptWay.allCases.map(\.rawValue).joined(separator: ", ")
                throw Failure(
                    .repository, "'\(prefix).prompt' must be one of \(ways), not '\(printable(word))'")
            }
        }
        agent.timeoutMinutes = try count("\(prefix).timeoutMinutes", in: 1...10_000)
    }

    /// Whose commands run in a sandbox: `AUTOWRK_SANDBOX`, or `autowrk.sandbox`.
    func sandboxes(in environment: [String: String]) throws(Failure) -> SandboxSettings {
        let variable = environment["AUTOWRK_SANDBOX"].flatMap { $0.isEmpty ? nil : $0 }
        let word = variable ?? string("autowrk.sandbox") ?? SandboxScope.agents.rawValue
        guard let scope = SandboxScope(rawValue: word) else {
            let scopes = SandboxScope.allCases.map(\.rawValue).joined(separator: ", ")
            let name = variable == nil ? "autowrk.sandbox" : "AUTOWRK_SANDBOX"
            throw Failure(.repository, "'\(name)' must be one of \(scopes), not '\(printable(word))'")
        }
        var settings = SandboxSettings(scope) { () throws(SandboxRulesError) in
            try SandboxRules(yaml: Templates.sandbox)
        }
        settings.hasNetwork = bool("autowrk.sandboxNetwork") ?? false
        return settings
    }

    /// How issues are judged: `autowrk.issue.<setting>`. Labels are added to those that are built in; one with
    /// `!` in front of it is taken out.
    func issues() throws(Failure) -> IssueSettings {
        var settings = IssueSettings()
        settings.bugLabels = labels("autowrk.issue.bugLabel", settings.bugLabels)
        settings.featureLabels = labels("autowrk.issue.featureLabel", settings.featureLabels)
        settings.skipLabels = labels("autowrk.issue.skipLabel", settings.skipLabels)
        settings.moderateScore =
            try count("autowrk.issue.moderateScore", in: 0...1000) ?? settings.moderateScore
        settings.complexScore =
            try count("autowrk.issue.complexScore", in: 0...1000) ?? settings.complexScore
        for text in strings("autowrk.issue.labelScore") {
            // As in `security=6`.
            let parts = text.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let score = Int(parts[1]) else {
                throw Failure(
                    .repository,
                    "'autowrk.issue.labelScore' must be '<label>=<number>', not '\(printable(text))'")
            }
            settings.labelScores[String(parts[0])] = score
        }
        return settings
    }

    /// A whole number; nil where nothing is configured.
    func count(_ key: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
        guard let text = string(key) else { return nil }
        guard let count = Int(text), range.contains(count) else {
            throw Failure(
                .repository,
                "'\(key)' must be a whole number from \(range.lowerBound) to \(range.upperBound), not '\(printable(text))'"
            )
        }
        return count
    }

    private func labels(_ key: String, _ usual: [String]) -> [String] {
        var labels = usual
        for label in strings(key) {
            if label.hasPrefix("!") {
                labels.removeAll { $0.lowercased() == label.dropFirst().lowercased() }
            } else {
                labels.append(label)
            }
        }
        return labels
    }
}
