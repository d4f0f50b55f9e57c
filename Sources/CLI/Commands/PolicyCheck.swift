import Platform
import Safety

extension Subcommand {
    static let policyCheck = Subcommand(
        path: ["policy", "check"], summary: "say whether commands may be performed, and perform none",
        operands: "[<command>]", operandCount: 0...1, operandsMayStartWithDash: true,
        options: [
            Option(
                name: "--policy", value: "<file>",
                help: "boundaries beside those of the repository; - is standard input"),
            .json,
        ],
        discussion: [
            """
            The command is one word: put it in quotes. Without it commands are read from standard input, one a \
            line. Each is allowed, to be asked about, or refused, with the rule, the reason and the part of the \
            command that is meant.
            """,
            """
            The boundaries of the configuration count, too: autowrk.policy.refuse and autowrk.policy.ask. In a \
            repository those of '.autowrk/policy.yml' in the working directory do as well. They can make a \
            verdict stricter, and never milder.
            """,
            """
            The exit status is 0 where everything is allowed, 1 where anything is refused or to be asked about, \
            and 2 for wrong use.
            """,
        ]
    ) { (session, arguments) throws(Failure) in
        var ground = try PolicyGround(session)
        if let file = arguments.value("--policy") { try ground.add(file) }
        let judge = Judge(rules: try BuiltInRules.read(), policy: ground.policy)
        let commands = try Self.commands(arguments.operands)
        var isAllowed = true
        for command in commands {
            let verdict = judge.verdict(on: command, in: ground.situation)
            if verdict.decision != .allow { isAllowed = false }
            if arguments.has("--json") {
                try session.print(verdict.document(of: command))
            } else {
                try session.print(verdict.line(of: arguments.operands.isEmpty ? command : nil))
            }
        }
        return isAllowed ? .done : .failed
    }

    /// More than a person or a model writes at once.
    private static let inputLimit = 8 << 20

    private static func commands(_ operands: [String]) throws(Failure) -> [String] {
        if let command = operands.first { return [command] }
        let input = try NamedText.read("-", atMost: inputLimit, "the list of commands")
        return input.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }
}
