import Patterns
import Workflow
import YAML

extension RuleBook {
    private static let keys = [
        "area", "summary", "rules", "programs", "classes", "temporary", "languages", "trusted",
        "secret-variables", "command-variables",
    ]

    /// Takes in a table.
    mutating func read(_ text: [UInt8], table: String) -> [Diagnostic] {
        var reader = DocumentReader()
        guard let root = reader.root(text, "a table", mayBeEmpty: true) else { return reader.diagnostics }
        let keys = reader.members(of: root, "a table", known: Self.keys, required: ["summary"])
        _ = reader.text(keys["summary"], "'summary'")
        let area = reader.text(keys["area"], "'area'") ?? table
        for node in reader.elements(keys["rules"]) {
            guard let rule = reader.rule(node, area: area) else { continue }
            if rules.contains(where: { $0.name == rule.name }) {
                reader.add("duplicate-name", "there is another rule '\(rule.name)'", at: node)
            }
            rules.append(rule)
        }
        for node in reader.elements(keys["programs"]) {
            if let usage = reader.usage(node) { usages.append(usage) }
        }
        for member in keys["classes"]?.members ?? [] {
            guard let name = reader.text(member.key, "a class") else { continue }
            guard member.value.members != nil else {
                let paths = reader.texts(member.value, "'\(name)'").map { PathPattern($0) }
                classes.append(PathClass(name: name, paths: paths, except: []))
                continue
            }
            let parts = reader.members(
                of: member.value, "a class", known: ["paths", "except"], required: ["paths"])
            classes.append(
                PathClass(
                    name: name, paths: reader.texts(parts["paths"], "'paths'").map { PathPattern($0) },
                    except: reader.texts(parts["except"], "'except'").map { PathPattern($0) }))
        }
        temporary += reader.texts(keys["temporary"], "'temporary'").map { PathPattern($0) }
        for member in keys["languages"]?.members ?? [] {
            guard let name = reader.text(member.key, "a language") else { continue }
            languages[name, default: []] += reader.patterns(member.value, "'\(name)'")
        }
        trusted += reader.words(keys["trusted"], "'trusted'").map { $0.map { Glob($0) } }
        secretVariables += reader.texts(keys["secret-variables"], "'secret-variables'").map { Glob($0) }
        commandVariables += reader.texts(keys["command-variables"], "'command-variables'").map { Glob($0) }
        return reader.diagnostics
    }

    /// What is named in a table and stands in none.
    func unknownNames(in text: [UInt8]) -> [Diagnostic] {
        var reader = DocumentReader()
        let known = PathClasses.computed + classes.map(\.name)
        func check(_ node: YAML.Node) {
            for node in node.elements ?? [node] {
                guard let text = node.scalar?.text, !text.hasPrefix("/"), Taint.named[text] == nil,
                    !known.contains(text)
                else { continue }
                reader.add(
                    "unknown-class", "there is no class '\(text)' of paths", at: node,
                    hints: suggestion(for: text, among: known))
            }
        }
        for rule in reader.root(text, "a table", mayBeEmpty: true)?["rules"]?.elements ?? [] {
            for key in ["operands", "first", "last", "rest"] { rule[key].map(check) }
            for key in Effect.allCases { rule[key.rawValue].map(check) }
            for member in rule["options"]?.members ?? [] { check(member.value) }
        }
        return reader.diagnostics
    }
}

extension DocumentReader {
    fileprivate static let ruleKeys =
        [
            "name", "verdict", "reason", "programs", "except", "subcommands", "flags", "without", "operands",
            "spare",
            "first", "last", "rest", "options", "input", "carries", "text", "unless", "sink", "output",
            "languages", "matches", "variables", "circumstance",
        ] + Effect.allCases.map(\.rawValue)

    fileprivate mutating func rule(_ node: YAML.Node, area: String) -> Rule? {
        let keys = members(
            of: node, "a rule", known: Self.ruleKeys, required: ["name", "verdict", "reason"])
        guard let name = text(keys["name"], "'name'"), let reason = text(keys["reason"], "'reason'"),
            let verdict = choice(keys["verdict"], "'verdict'", among: Decision.allCases.map(\.rawValue)),
            let decision = Decision(rawValue: verdict)
        else { return nil }
        var rule = Rule(name: name, area: area, decision: decision, reason: reason)
        rule.programs = names(keys["programs"], "'programs'")
        rule.except = Set(texts(keys["except"], "'except'"))
        rule.subcommands = words(keys["subcommands"], "'subcommands'").map { $0.map { NamePattern($0) } }
        rule.flags = words(keys["flags"], "'flags'")
        rule.without = words(keys["without"], "'without'").flatMap { $0 }
        rule.operands = matchers(keys["operands"], "'operands'")
        rule.spared = matchers(keys["spare"], "'spare'")
        rule.first = matchers(keys["first"], "'first'")
        rule.last = matchers(keys["last"], "'last'")
        rule.rest = matchers(keys["rest"], "'rest'")
        for member in keys["options"]?.members ?? [] {
            let names = (text(member.key, "an option") ?? "").split(separator: " ").map { String($0) }
            rule.options.append((names, matchers(member.value, "'options'")))
        }
        for effect in Effect.allCases {
            guard let node = keys[effect.rawValue] else { continue }
            rule.effects.append((effect, matchers(node, "'\(effect.rawValue)'")))
        }
        rule.input = elements(keys["input"]).compactMap { node in
            let names = ["any", "unknown"] + Taint.named.keys.sorted()
            switch choice(node, "'input'", among: names) {
            case nil: return nil
            case "any": return .any
            case "unknown": return .unknown
            case let name?: return .taint(Taint.named[name] ?? [])
            }
        }
        rule.carries = taint(keys["carries"], "'carries'")
        rule.text = pattern(keys["text"], "'text'")
        rule.unless = pattern(keys["unless"], "'unless'")
        rule.output = taint(keys["output"], "'output'")
        rule.sink = Set(
            elements(keys["sink"]).compactMap { node in
                choice(node, "'sink'", among: Sink.allCases.map(\.rawValue)).flatMap { Sink(rawValue: $0) }
            })
        rule.languages = Set(texts(keys["languages"], "'languages'"))
        rule.matches = patterns(keys["matches"], "'matches'")
        rule.variables = names(keys["variables"], "'variables'")
        if !rule.languages.isEmpty { rule.subject = .code }
        if !rule.variables.isEmpty { rule.subject = .assignment }
        let circumstances = Circumstance.allCases.map(\.rawValue)
        if let text = choice(keys["circumstance"], "'circumstance'", among: circumstances) {
            rule.subject = Circumstance(rawValue: text).map { .circumstance($0) } ?? rule.subject
        }
        return rule
    }

    private static let usageKeys = [
        "names", "subcommands", "with", "values", "command", "command-behind", "assignments", "sections",
        "placeholder",
        "code", "script", "language", "input", "input-with", "input-without", "folder", "output", "elsewhere",
        "script-options", "default-scripts", "arguments-behind", "runs-in", "brings",
    ]

    fileprivate mutating func usage(_ node: YAML.Node) -> ProgramUsage? {
        let keys = members(
            of: node, "a program", known: Self.usageKeys + Effect.allCases.map(\.rawValue),
            required: ["names"])
        var usage = ProgramUsage(programs: names(keys["names"], "'names'"))
        usage.subcommands = words(keys["subcommands"], "'subcommands'").map { $0.map { NamePattern($0) } }
        usage.flags = words(keys["with"], "'with'")
        usage.values = Set(words(keys["values"], "'values'").flatMap { $0 })
        usage.commandIsAnywhere = keys["command"]?.scalar?.text == "anywhere"
        if !usage.commandIsAnywhere { usage.command = count(keys["command"], "'command'") }
        usage.commandMark = text(keys["command-behind"], "'command-behind'")
        usage.hasAssignments = bool(keys["assignments"], "'assignments'") ?? false
        usage.sections = Set(words(keys["sections"], "'sections'").flatMap { $0 })
        usage.placeholder = text(keys["placeholder"], "'placeholder'")
        usage.script = count(keys["script"], "'script'")
        usage.scriptOptions = words(keys["script-options"], "'script-options'").flatMap { $0 }
        usage.defaultScripts = texts(keys["default-scripts"], "'default-scripts'")
        usage.argumentMark = text(keys["arguments-behind"], "'arguments-behind'")
        usage.runsIn = words(keys["runs-in"], "'runs-in'").flatMap { $0 }
        usage.brings = choice(
            keys["brings"], "'brings'", among: ProgramUsage.Arrival.allCases.map(\.rawValue)
        ).flatMap { ProgramUsage.Arrival(rawValue: $0) }
        usage.language = text(keys["language"], "'language'") ?? "shell"
        usage.input = choice(
            keys["input"], "'input'", among: ProgramUsage.InputUse.allCases.map(\.rawValue)
        ).flatMap { ProgramUsage.InputUse(rawValue: $0) }
        usage.folder = words(keys["folder"], "'folder'").flatMap { $0 }
        usage.inputWith = words(keys["input-with"], "'input-with'").flatMap { $0 }
        usage.inputWithout = words(keys["input-without"], "'input-without'").flatMap { $0 }
        usage.output = taint(keys["output"], "'output'")
        usage.isElsewhere = bool(keys["elsewhere"], "'elsewhere'") ?? false
        usage.code = elements(keys["code"]).map { codePlace($0) }
        usage.values.formUnion(usage.code.flatMap(\.options) + usage.scriptOptions + usage.runsIn)
        for effect in Effect.allCases {
            for word in texts(keys[effect.rawValue], "'\(effect.rawValue)'") {
                usage.files.append((effect, filePlace(word)))
            }
        }
        return usage
    }

    private mutating func codePlace(_ node: YAML.Node) -> ProgramUsage.CodePlace {
        let keys = members(
            of: node, "a place of code",
            known: ["options", "operand", "operands", "when", "match", "before", "language", "with-rest"])
        return ProgramUsage.CodePlace(
            options: words(keys["options"], "'options'").flatMap { $0 },
            operand: count(keys["operand"], "'operand'"), operands: count(keys["operands"], "'operands'"),
            when: words(keys["when"], "'when'").flatMap { $0 }, match: pattern(keys["match"], "'match'"),
            before: text(keys["before"], "'before'") ?? "", language: text(keys["language"], "'language'"),
            takesRest: bool(keys["with-rest"], "'with-rest'") ?? false)
    }

    private func filePlace(_ word: String) -> ProgramUsage.FilePlace {
        switch word {
        case "operands": .operands
        case "first": .first
        case "last": .last
        case "rest": .rest
        case "behind-first": .behindFirst
        case _ where word.hasSuffix("="): .assigned(word)
        default: .options(word.split(separator: " ").map { String($0) })
        }
    }
}
