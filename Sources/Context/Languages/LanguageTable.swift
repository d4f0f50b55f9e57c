/// All languages whose definitions are known. A new one is a new entry.
enum LanguageTable {
    static let all: [Language] = [
        Language(
            name: "Python", extensions: ["py", "pyi", "pyx"],
            keywords: .init(anywhere: ["def", "class"]), lineComment: "#",
            blockComment: ("\"\"\"", "\"\"\""), quotes: "\"'", definesByAssignment: true),
        Language(
            name: "Rust", extensions: ["rs"],
            keywords: .init(
                anywhere: ["fn", "struct", "enum", "trait", "mod", "type", "union", "macro_rules"],
                atMargin: ["const", "static"])),
        Language(
            name: "Kotlin", extensions: ["kt", "kts"],
            keywords: .init(
                anywhere: ["fun", "class", "object", "interface", "typealias"], atMargin: ["val", "var"])),
        Language(
            name: "Java", extensions: ["java", "groovy"],
            keywords: .init(anywhere: ["class", "interface", "enum", "record"]), functions: .byType,
            quotes: "\"'"),
        Language(
            name: "C#", extensions: ["cs"],
            keywords: .init(anywhere: ["class", "interface", "enum", "record", "struct", "delegate"]),
            functions: .byType, quotes: "\"'"),
        Language(
            name: "C",
            extensions: ["c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx", "inl", "ipp", "m", "mm"],
            keywords: .init(anywhere: ["class", "struct", "enum", "union", "define", "namespace"]),
            functions: .byType, quotes: "\"'"),
        Language(
            name: "Go", extensions: ["go"],
            keywords: .init(anywhere: ["func", "type"], atMargin: ["var", "const"]), quotes: "\"'"),
        Language(
            name: "JavaScript",
            extensions: ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "vue", "svelte"],
            keywords: .init(
                anywhere: ["function", "class", "interface", "enum", "type", "namespace"],
                atMargin: ["const", "let", "var"]),
            functions: .byBrace, quotes: "\"'"),
        Language(
            name: "Swift", extensions: ["swift"],
            keywords: .init(
                anywhere: [
                    "func", "class", "struct", "enum", "protocol", "extension", "actor", "typealias", "macro",
                ], atMargin: ["let", "var"])),
        Language(
            name: "Ruby", extensions: ["rb", "rake", "gemspec"],
            keywords: .init(anywhere: ["def", "class", "module"]), lineComment: "#",
            blockComment: ("=begin", "=end"), quotes: "\"'", definesByAssignment: true),
        Language(
            name: "PHP", extensions: ["php"],
            keywords: .init(anywhere: ["function", "class", "interface", "trait", "enum"]), quotes: "\"'"),
        Language(
            name: "Scala", extensions: ["scala", "sc"],
            keywords: .init(anywhere: ["def", "class", "object", "trait", "type", "enum"])),
        Language(
            name: "Elixir", extensions: ["ex", "exs"],
            keywords: .init(anywhere: ["def", "defp", "defmodule", "defmacro", "defstruct"]),
            lineComment: "#", blockComment: ("\"\"\"", "\"\"\"")),
        Language(
            name: "Dart", extensions: ["dart"],
            keywords: .init(anywhere: ["class", "enum", "mixin", "extension", "typedef"]),
            functions: .byType, quotes: "\"'"),
        Language(
            name: "shell", extensions: ["sh", "bash", "zsh", "fish"],
            keywords: .init(anywhere: ["function"]), lineComment: "#", blockComment: ("", ""), quotes: "\"'"),
        Language(
            name: "Lua", extensions: ["lua"], keywords: .init(anywhere: ["function"]), lineComment: "--",
            blockComment: ("--[[", "]]"), quotes: "\"'"),
        Language(
            name: "Haskell", extensions: ["hs"],
            keywords: .init(anywhere: ["data", "newtype", "class", "type", "module"]), lineComment: "--",
            blockComment: ("{-", "-}")),
        Language(
            name: "Perl", extensions: ["pl", "pm"], keywords: .init(anywhere: ["sub", "package"]),
            lineComment: "#", blockComment: ("=pod", "=cut"), quotes: "\"'"),
    ]

    /// What text is read as that is in none of them: words only.
    static let plain = Language(
        name: "text", extensions: [], keywords: .init(), lineComment: "", blockComment: ("", ""), quotes: "")

    /// The number of the language of files with this ending; 0 for ``plain``.
    static func number(forExtension ending: Substring) -> UInt8 {
        ending.isEmpty ? 0 : numbers[ending.lowercased()] ?? 0
    }

    /// The language of a number.
    static func language(_ number: UInt8) -> Language {
        number == 0 || number > all.count ? plain : all[Int(number) - 1]
    }

    private static let numbers: [String: UInt8] = Dictionary(
        all.enumerated().flatMap { index, language in
            language.extensions.map { ($0, UInt8(index + 1)) }
        }, uniquingKeysWith: { first, _ in first })
}
