/// Words of languages and of everyday commands, which lead to no file.
enum Keywords {
    private static let words: Set<String> = [
        "abstract", "alias", "and", "any", "as", "assert", "async", "auto", "await", "bash", "begin", "bool",
        "boolean", "break", "byte", "case", "catch", "cd", "char", "class", "const", "continue", "curl",
        "debug", "def", "default", "defer", "defp", "del", "delete", "dict", "do", "docker", "double",
        "echo", "elif", "else", "elsif", "end", "enum", "error", "except", "export", "extends", "extern",
        "false", "False", "final", "finally", "float", "fn", "for", "foreach", "from", "func", "function",
        "git", "global", "go", "goto", "guard", "if", "impl", "implements", "import", "in", "include",
        "info", "inline", "input", "inout", "instanceof", "int", "interface", "internal", "is", "it",
        "lambda", "let", "list", "long", "loop", "main", "match", "mod", "module", "mut", "namespace", "new",
        "nil", "None", "not", "npm", "null", "nullptr", "object", "of", "operator", "or", "output",
        "override", "package", "pass", "pip", "print", "printf", "println", "private", "proc", "protected",
        "protocol", "pub", "public", "python", "python3", "raise", "readonly", "register", "repeat",
        "require", "rescue", "return", "select", "self", "Self", "set", "short", "signed", "sizeof",
        "static", "str", "string", "String", "struct", "sudo", "super", "switch", "synchronized", "template",
        "then", "this", "throw", "throws", "trait", "true", "True", "try", "tuple", "type", "typedef",
        "typename", "typeof", "undefined", "union", "unless", "unsigned", "until", "use", "using", "val",
        "var", "virtual", "void", "volatile", "warning", "when", "where", "while", "with", "yarn", "yield",
        "console.log", "e.g", "i.e", "etc",
        // Names that are written like code in ordinary prose.
        "GitHub", "GitLab", "JavaScript", "TypeScript", "MacOS", "macOS", "iOS", "iPhone", "iPad", "YouTube",
        "PostgreSQL", "MySQL", "MongoDB", "SQLite", "NoSQL", "OpenAI", "ChatGPT", "LinkedIn", "StackOverflow",
        "WordPress", "PowerShell", "IntelliJ", "PyCharm", "WebStorm", "VSCode", "DevTools", "PyPI", "NumPy",
        "OpenSSL", "FreeBSD", "OpenBSD", "DevOps", "OAuth", "README", "TODO",
    ]

    static func contains(_ word: String) -> Bool { words.contains(word) }
}
