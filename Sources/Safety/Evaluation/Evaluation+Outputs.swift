extension Evaluation {
    /// What a command prints, for the few that tell from their words and their input alone.
    mutating func knownOutput(of call: Call) -> Stream {
        let input = call.input ?? .unknown()
        let taint = call.taint.union(call.input?.taint ?? [])
        if isTrusted(call) { return .empty }
        switch call.name {
        case "echo": return echo(call)
        case "printf": return printf(call)
        case "cat", "tac", "head", "tail", "less", "more", "tee", "sort", "uniq":
            if ["cat", "tee"].contains(call.name), call.flags.isEmpty {
                if call.name == "tee" || call.operands.isEmpty { return input }
                var output = Stream.empty
                for field in call.operands {
                    output.append(field.known == "-" ? input : content(of: field))
                }
                return output
            }
            return .unknown(taint)
        case "true", "false", ":", "test", "[", "mkdir", "touch", "sleep", "wait", "exit", "return", "umask":
            return .empty
        case "base64", "base32", "openssl", "rev", "tr", "xxd", "sed", "cut", "awk":
            guard let text = input.pieces.known, let changed = Filter(call)?.apply(to: Array(text.utf8))
            else {
                return .unknown(taint)
            }
            return Stream(pieces: [.text(String(decoding: changed, as: UTF8.self))], taint: taint)
        case "find", "gfind":
            var names = Stream(pieces: found(by: call).pieces, taint: taint)
            names.areNames = !call.has(["-printf", "-exec", "-execdir", "-ok", "-okdir", "-ls"])
            return names.areNames ? names : .unknown(taint)
        case "pwd":
            if state.folders.count == 1, let text = state.folders[0].text {
                return Stream(pieces: [.text(text)])
            }
            return .unknown()
        case "mktemp":
            let name = call.operands.last?.known ?? "tmp.unknown"
            return Stream(pieces: [.text(name.hasPrefix("/") ? name : "/tmp/" + name)])
        case "which", "type":
            return call.operands.first.map { Stream(pieces: $0.pieces) } ?? .unknown()
        case "command" where call.has(["-v", "-V"]):
            return call.operands.first.map { Stream(pieces: $0.pieces) } ?? .unknown()
        case "basename", "dirname": return partOfPath(call)
        case "git":
            let words = call.operands.map { $0.known ?? "" }
            if words == ["rev-parse"], call.has(["--show-toplevel"]) {
                return Stream(pieces: [.text(situation.tree)])
            }
            if words == ["rev-parse"], call.has(["--git-dir"]) {
                return Stream(pieces: [.text(situation.tree + "/.git")])
            }
            return .unknown(taint)
        default: return .unknown(taint)
        }
    }

    /// Whether a command's output is made to be performed by the shell that asks for it.
    private func isTrusted(_ call: Call) -> Bool {
        let words = [call.name] + call.fields.dropFirst().map(\.shown)
        return rules.trusted.contains { globs in
            globs.count <= words.count && zip(globs, words).allSatisfy { $0.matches($1) }
        }
    }

    private func echo(_ call: Call) -> Stream {
        var words = call.fields.dropFirst()
        var interprets = false
        while let word = words.first?.known, ["-n", "-e", "-ne", "-en", "-E"].contains(word) {
            if word.contains("e") { interprets = true }
            words.removeFirst()
        }
        let pieces = words.enumerated().flatMap { index, field in
            (index > 0 ? [Piece.text(" ")] : []) + field.pieces
        }.joined
        // Some shells interpret without being asked to: a text that changes by it is taken as changed.
        let isPlain = !interprets && !pieces.shown.contains("\\")
        let text = pieces.map { piece in
            guard !isPlain, case .text(let text) = piece else { return piece }
            return .text(Escapes.resolved(text))
        }
        return Stream(pieces: (text + [.text("\n")]).joined, taint: call.taint)
    }

    private mutating func printf(_ call: Call) -> Stream {
        var words = Array(call.fields.dropFirst())
        if words.first?.known == "--" { words.removeFirst() }
        var target: String?
        if words.first?.known == "-v", words.count > 1 {
            target = words[1].known
            words.removeFirst(2)
        }
        guard let format = words.first?.known else { return .unknown(call.taint) }
        let output = Stream(pieces: Format(format).applied(to: Array(words.dropFirst())), taint: call.taint)
        if let target {
            state.variables[target] = .init([Field(output.pieces, taint: output.taint, range: call.range)])
            return .empty
        }
        return output
    }

    private func partOfPath(_ call: Call) -> Stream {
        guard let text = call.operands.first?.known, let slash = text.utf8.lastIndex(of: UInt8(ascii: "/"))
        else {
            return call.name == "dirname" && call.operands.first?.known != nil
                ? Stream(pieces: [.text(".")])
                : call.operands.first.map { Stream(pieces: $0.pieces) } ?? .unknown()
        }
        let isFolder = call.name == "dirname"
        let part = isFolder ? text.utf8[..<slash] : text.utf8[text.utf8.index(after: slash)...]
        let name = String(decoding: part, as: UTF8.self)
        return Stream(pieces: [.text(isFolder && name.isEmpty ? "/" : name)])
    }
}
