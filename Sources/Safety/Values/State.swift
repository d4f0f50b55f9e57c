import Shell

/// What a shell remembers from one command to the next, as far as that is known.
struct State: Sendable {
    /// The value of a variable.
    struct Variable: Sendable, Equatable {
        /// One for a scalar.
        var elements: [Field]

        init(_ elements: [Field]) { self.elements = elements.bounded }
    }

    /// A function with the here-documents of the text that defines it.
    struct Function: Sendable {
        var definition: FunctionDefinition
        var documents: [HereDocument]
        /// Whether it was called: those that were not are judged at the end.
        var isCalled = false
    }

    var variables: [String: Variable] = [:]
    var functions: [String: Function] = [:]
    /// The texts that names stand for.
    var aliases: [String: Field] = [:]
    /// The folders that commands may be performed in.
    var folders: [Path]
    /// What was written into files so far.
    var files: [String: Stream] = [:]
    /// `$1` and following; nil where nobody knows.
    var arguments: [Field]?

    /// Joins what two ways through the text have left.
    mutating func merge(_ other: State) {
        for (name, variable) in other.variables {
            guard let own = variables[name], own != variable else {
                variables[name] = variable
                continue
            }
            let taint = (own.elements + variable.elements).reduce(into: Taint()) { $0.formUnion($1.taint) }
            variables[name] = Variable([Field([.unknown("")], taint: taint, range: 0..<0)])
        }
        functions.merge(other.functions) { own, _ in own }
        aliases.merge(other.aliases) { own, _ in own }
        files.merge(other.files) { own, other in
            own == other ? own : .unknown(own.taint.union(other.taint))
        }
        for folder in other.folders where !folders.contains(folder) && folders.count < 8 {
            folders.append(folder)
        }
    }
}
