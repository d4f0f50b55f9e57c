import Platform
import Suggestions

/// Shows people what is suggested: each step with its command, what it means, and what speaks against it.
struct SuggestionPreview {
    let style: TextStyle

    /// The lines about one alternative.
    func lines(_ ranked: RankedAlternative, number: Int) -> [String] {
        let alternative = ranked.alternative
        var lines = [
            "\(style.bold("\(number). \(harmless(alternative.title))"))  \(origin(alternative.origin))"
        ]
        if !alternative.reason.isEmpty { lines.append("   " + harmless(alternative.reason)) }
        for (name, meaning) in alternative.missing.sorted(by: { $0.key < $1.key }) {
            lines.append("   \(RunMark.unclear.text(style)) needs -i \(name)=<value>: \(harmless(meaning))")
        }
        for (index, step) in ranked.steps.enumerated() { lines += self.lines(step, number: index + 1) }
        lines.append("   " + style.faint(rank(ranked.parts)))
        return lines
    }

    private func lines(_ ranked: RankedStep, number: Int) -> [String] {
        let step = ranked.step
        let place = step.place == .here ? "in your working directory" : "in a scratch checkout"
        var lines = [
            "   \(mark(ranked.verdict.decision)) \(number). \(harmless(step.name))  \(style.faint(place))"
        ]
        lines += commands(step.command, "$")
        if !step.explanation.isEmpty { lines.append("        " + harmless(step.explanation)) }
        lines += reasons(ranked.verdict)
        switch step.undo {
        case .command(let undo): lines += commands(undo, "undo:")
        case .nothing: break
        case .unknown: lines.append("        " + style.faint("nothing takes it back by itself"))
        }
        if let verdict = ranked.undoVerdict { lines += reasons(verdict, of: "undo: ") }
        if !ranked.isReadable { lines.append("        no shell would read it") }
        if !ranked.unknown.isEmpty {
            let names = ranked.unknown.map { "'\(harmless($0))'" }.joined(separator: ", ")
            lines.append("        not found here: \(names)")
        }
        return lines
    }

    private func commands(_ script: String, _ sign: String) -> [String] {
        let margin = String(repeating: " ", count: sign.count + 1)
        return script.split(separator: "\n").enumerated().map { index, line in
            "        \(index == 0 ? sign + " " : margin)\(harmless(String(line), keepsLines: true))"
        }
    }

    /// Why something is not simply allowed.
    func reasons(_ verdict: JudgedCommand, of what: String = "") -> [String] {
        let word = verdict.decision == .refuse ? "refused" : "to be asked about"
        return verdict.findings.map { finding in
            let words = finding.words.isEmpty ? "" : "'\(harmless(finding.words))' "
            return
                "        \(mark(verdict.decision)) \(what)\(word): \(words)\(harmless(finding.reason)) [\(finding.rule)]"
        }
    }

    /// What there is to say of workflows.
    static func line(_ workflow: (name: String, summary: String)) -> String {
        "git autowrk run \(shellWord(workflow.name))  \(harmless(workflow.summary))"
    }

    private func mark(_ decision: JudgedCommand.Decision) -> String {
        switch decision {
        case .allow: RunMark.done.text(style)
        case .ask: RunMark.waiting.text(style)
        case .refuse: RunMark.failed.text(style)
        }
    }

    private func origin(_ origin: Alternative.Origin) -> String {
        switch origin {
        case .model(let name): style.faint("by \(harmless(name))")
        case .recipe(let name): style.faint("recipe \(name)")
        }
    }

    private func rank(_ parts: RankParts) -> String {
        var words = ["\(parts.valid) of \(counted(parts.steps, "step")) can be called here"]
        if parts.refused > 0 { words.append("\(parts.refused) refused") }
        if parts.asked > 0 { words.append("\(parts.asked) to be asked about") }
        if parts.fit < 100 { words.append("fits by \(parts.fit) %") }
        if parts.history != 0 {
            words.append("history \(parts.history > 0 ? "+" : "")\(parts.history)")
        }
        return words.joined(separator: ", ")
    }
}
