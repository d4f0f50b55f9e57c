import Shell

extension Evaluation {
    /// What a shell does itself and remembers; nil for all other commands.
    mutating func performBuiltin(_ call: Call) -> Stream? {
        switch call.name {
        case "cd", "pushd", "chdir":
            changeFolder(call)
            return .empty
        case "popd":
            state.folders = [.unknown]
            return .empty
        case "export", "declare", "typeset", "local", "readonly":
            declare(call)
            return call.fields.count > 1 ? .empty : .unknown(.secret)
        case "unset":
            for name in call.operands.compactMap(\.known) {
                state.variables[name] = .init([Field([], range: call.range)])
            }
            return .empty
        case "read", "mapfile", "readarray", "getopts", "let":
            for name in call.operands.compactMap(\.known) {
                state.variables[name] = .init([
                    Field([.unknown(name)], taint: call.input?.taint ?? [], range: call.range)
                ])
            }
            return .empty
        case "set":
            if let start = call.fields.firstIndex(where: { $0.known == "--" }) {
                state.arguments = Array(call.fields[(start + 1)...])
                return .empty
            }
            return call.fields.count > 1 ? .empty : nil
        case "shift":
            let count = call.operands.first?.known.flatMap { Int($0) } ?? 1
            state.arguments = state.arguments.map { Array($0.dropFirst(max(count, 0))) }
            return .empty
        case "trap":
            if let code = call.operands.first, code.known != "-" { traps.append(code) }
            return .empty
        case "alias":
            for field in call.operands { define(alias: field) }
            return .empty
        case "unalias":
            for name in call.operands.compactMap(\.known) { state.aliases[name] = nil }
            return .empty
        default: return nil
        }
    }

    private mutating func changeFolder(_ call: Call) {
        guard let field = call.operands.first else {
            let isBack = call.fields.dropFirst().contains { $0.known == "-" }
            state.folders = [isBack ? .unknown : Path(situation.home)]
            return
        }
        let isSearched = state.variables["CDPATH"].map { $0.elements.first?.known != "" } ?? false
        guard field.known != "-",
            !isSearched || field.beginning.hasPrefix(".") || field.beginning.hasPrefix("/")
        else {
            state.folders = [.unknown]
            return
        }
        var folders: [Path] = []
        for folder in state.folders {
            let path = Path(field.pieces, in: folder)
            if !folders.contains(path) { folders.append(path) }
        }
        state.folders = folders
    }

    private mutating func declare(_ call: Call) {
        for field in call.operands {
            guard let name = field.assignedName else { continue }
            let value = field.dropping(name.utf8.count + 1)
            judge(assignment: name, [value], field.range)
            state.variables[name] = .init([value])
        }
    }

    private mutating func define(alias field: Field) {
        let bytes = Array(field.beginning.utf8)
        guard let end = bytes.firstIndex(of: UInt8(ascii: "=")) else { return }
        let value = field.dropping(end + 1)
        // Whoever defines it means to use it, here or later.
        _ = apart { $0.performCode(value.pieces, value.taint, place: value.place, range: field.range) }
        state.aliases[String(decoding: bytes[..<end], as: UTF8.self)] = value
    }

    /// Remembers what a command does to files that later ones may use.
    mutating func remember(_ call: Call) {
        let isFetched = call.usages.contains { $0.output.contains(.network) }
        let written = call.files.filter { $0.effect == .writes }.map(\.field)
        rememberFetched(call)
        if isFetched {
            store(.unknown(.network), in: written)
            let folder = call.usages.flatMap { call.values(of: $0.folder) }.first
            // What has no name of its own gets that of the address.
            for field in call.operands {
                let parts = field.shown.utf8.split { "/?:".utf8.contains($0) }
                guard parts.count > 1, let last = parts.last else { continue }
                var file = Field(String(decoding: last, as: UTF8.self), range: call.range)
                if let folder { file.pieces = (folder.pieces + [.text("/")] + file.pieces).joined }
                if stored(file) == nil { store(.unknown(.network), in: [file]) }
            }
        } else if ["cp", "mv", "ln", "install", "rsync"].contains(call.name) {
            let read = call.files.filter { $0.effect == .reads }
            if let source = read.first {
                var content = content(of: source.field)
                for other in read.dropFirst() { content.taint.formUnion(self.content(of: other.field).taint) }
                store(content, in: written)
            }
        } else if ["tee", "dd"].contains(call.name), let input = call.input {
            store(input, in: written)
        } else if call.files.contains(where: { $0.effect == .reads }) {
            // Archives and the like hold what was put into them.
            let taint = call.files.filter { $0.effect == .reads }.reduce(into: Taint()) {
                $0.formUnion(content(of: $1.field).taint)
            }
            if !taint.isEmpty {
                store(.unknown(taint), in: call.files.filter { $0.effect == .writes }.map(\.field))
            }
        }
    }
    /// Remembers folders whose content comes from elsewhere.
    private mutating func rememberFetched(_ call: Call) {
        for usage in call.usages {
            switch usage.brings {
            case .copy:
                guard let address = call.ownOperands.first else { continue }
                let name = address.shown.utf8.split { "/:".utf8.contains($0) }.last
                let folder = name.map { String(decoding: $0, as: UTF8.self) } ?? "."
                let isBare = !folder.hasSuffix(".git")
                storeFetched(
                    call.ownOperands.dropFirst().first
                        ?? Field(isBare ? folder : String(folder.dropLast(4)), range: call.range))
            case .content:
                let isForeign =
                    call.input?.taint.contains(.network) == true
                    || call.files.contains {
                        $0.effect == .reads && content(of: $0.field).taint.contains(.network)
                    }
                let folder = call.values(of: usage.folder).first ?? Field(".", range: call.range)
                if isForeign { storeFetched(folder) }
            case nil: continue
            }
        }
    }

    private mutating func storeFetched(_ folder: Field) {
        for base in state.folders {
            guard let path = Path(folder.pieces, in: base).text else { continue }
            state.files[path + "/"] = .unknown(.network)
        }
    }
}
