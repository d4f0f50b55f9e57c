import CYAML

/// What libyaml found wrong, in its words.
struct ParserFailure {
    /// What is wrong.
    let problem: String
    /// Index of the place, in characters.
    let place: Int
    /// What was being read when it was found.
    let context: String
    /// Index of that one's beginning.
    let beginning: Int

    init(_ parser: yaml_parser_t, in source: SourceText) {
        problem = parser.problem.map { String(cString: $0) } ?? "libyaml gives no reason"
        context = parser.context.map { String(cString: $0) } ?? ""
        place = min(parser.problem_mark.index, source.scalars.count)
        beginning = min(parser.context_mark.index, source.scalars.count)
    }
}

extension YAMLError {
    /// libyaml's failure in this project's words.
    init(_ failure: ParserFailure, in source: SourceText) {
        let found = source.scalar(at: failure.place)
        let quoted = found.map { "'\($0)'" } ?? "the end of the text"
        var (place, hints): (Int, [String]) = (failure.place, [])
        let message: String
        switch failure.problem {
        case "found character that cannot start any token" where found == "\t",
            "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            message = "a tab can't be used for indentation"
            hints = ["use spaces"]
            if failure.context.contains("block scalar") {
                hints = ["use spaces, or say how many of them are indentation: '|2'"]
            }
        case "found character that cannot start any token":
            message = "a value can't start with \(quoted)"
            hints = ["put the text in quotes"]
        case "mapping values are not allowed in this context":
            message = "there can't be a ':' here: it makes no key"
            hints = ["put a text that contains ': ' in quotes", "check the indentation"]
        case "could not find expected ':'":
            // The beginning is the line that should have become a key.
            place = failure.beginning
            message = "a key without a ':' behind it"
            hints = ["write 'key: value'", "check the indentation of the lines around it"]
        case "did not find expected key":
            message = "a key is expected here, as in the lines above"
            hints = ["check the indentation: keys of one mapping stand below each other"]
        case "did not find expected '-' indicator":
            message = "a '-' is expected here, as in the lines above"
            hints = ["check the indentation: the '-' of one list stand below each other"]
        case "did not find expected ',' or ']'": message = "a ',' or ']' is expected, not \(quoted)"
        case "did not find expected ',' or '}'":
            message = "a ',' or '}' is expected, not \(quoted)"
            hints = ["put a text that starts with '{' in quotes, as in \"{0} items\""]
            if source.scalar(at: failure.beginning + 1) == "{"
                || source.scalar(at: failure.beginning - 1) == "$"
            {
                hints = ["put the text around '{{' in quotes"]
            }
        case "found unexpected end of stream" where failure.context.contains("quoted scalar"):
            place = failure.beginning
            message = "a text in quotes that never ends"
        case "found unexpected document indicator":
            message = "a document marker within a text in quotes"
        case "found unknown escape character":
            let escaped = source.scalar(at: failure.place + 1)
            message = "an unknown escape '\\\(escaped.map { String($0) } ?? "")'"
            hints = ["write '\\\\' for a backslash, or put the text in single quotes"]
        case "did not find expected hexdecimal number":
            message = "hexadecimal digits are expected in the escape, not \(quoted)"
        case "did not find expected <document start>":
            message = "more text behind the end of the document"
            hints = ["check the indentation"]
        case "did not find expected node content": message = "a value is expected, not \(quoted)"
        case "found unexpected ':'":
            message = "a ':' that is neither text nor the end of a key"
            hints = ["put a space behind it, or the text in quotes"]
        case "found unknown directive name", "could not find expected directive name":
            message = "an unknown directive"
        case "found incompatible YAML document": message = "a version of YAML other than 1.1 and 1.2"
        case "did not find expected alphabetic or numeric character":
            message = "a name of letters, digits, '-' and '_' is expected, not \(quoted)"
            hints = ["put a text that starts with '&' or '*' in quotes"]
        case "block sequence entries are not allowed in this context":
            message = "a list can't begin here"
            hints = [
                "put the '-' on a line of its own, below the key",
                "put a text that starts with '- ' in quotes",
            ]
        case "found undefined tag handle": message = "a tag with a handle that nothing defines"
        default: message = failure.problem
        }
        self.init(.syntax, message, at: source.position(at: place), hints: hints)
    }
}
