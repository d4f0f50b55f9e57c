import Engine
import Safety
import Suggestions

/// Judges suggested commands by the rules of safety, where they are going to run.
enum CommandJudge {
    /// A judge with the rules and the boundaries that hold in this repository.
    static func make(_ session: borrowing Session, here: String?) throws(Failure) -> CommandJudging {
        let ground = try PolicyGround(session)
        let judge = Judge(rules: try BuiltInRules.read(), policy: ground.policy)
        // Which checkout it will be is known only then; all of them are in this folder.
        let copy = "\(try session.cacheDirectory())/scratch/checkout"
        let home = ground.situation.home
        let situations: [SuggestedStep.Place: Situation] = [
            .here: Situation(home: home, tree: here ?? copy), .copy: Situation(home: home, tree: copy),
        ]
        return { script, place in
            let verdict = judge.verdict(on: script, in: situations[place] ?? ground.situation)
            return JudgedCommand(
                // A decision that is not known here is none to go ahead with.
                JudgedCommand.Decision(rawValue: verdict.decision.rawValue) ?? .refuse,
                verdict.findings.map { finding in
                    JudgedCommand.Finding(rule: finding.rule, reason: finding.reason, words: finding.words)
                })
        }
    }
}
