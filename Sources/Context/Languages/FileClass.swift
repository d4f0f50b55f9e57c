/// What a path tells of a file: its kind and its language.
struct FileClass: Equatable, Sendable {
    var kind: FileKind
    /// As in ``LanguageTable``.
    var language: UInt8

    init(path: String) {
        let parts = path.split(separator: "/")
        let name = parts.last ?? ""
        let ending = Self.ending(of: name)
        language = LanguageTable.number(forExtension: ending)
        kind = Self.kind(
            folders: parts.dropLast(), name: name, ending: ending.lowercased(),
            isCode: language != 0)
    }

    private static func ending(of name: Substring) -> Substring {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...]
    }

    private static func kind(
        folders: ArraySlice<Substring>, name original: Substring, ending: String, isCode: Bool
    ) -> FileKind {
        let name = original.lowercased()
        if PathTable.lockNames.contains(name) || PathTable.opaqueEndings.contains(ending) { return .opaque }
        if name.hasSuffix(".min.js") || name.hasSuffix(".min.css") { return .opaque }
        var isTest = isCode && isTestName(original)
        var isExample = false
        var isDocumentation = false
        var isBuilt = false
        var isGenerated = false
        for folder in folders {
            if PathTable.vendoredFolders.contains(String(folder)) { return .vendored }
            let folder = folder.lowercased()
            if PathTable.testFolders.contains(folder) || folder.hasSuffix("-test")
                || folder.hasSuffix("tests")
                || folder.hasPrefix("test-") || folder.hasPrefix("test_")
            {
                isTest = true
            }
            if PathTable.exampleFolders.contains(folder) { isExample = true }
            if PathTable.documentationFolders.contains(folder) { isDocumentation = true }
            if PathTable.builtFolders.contains(folder) { isBuilt = true }
            if PathTable.generatedFolders.contains(folder) { isGenerated = true }
        }
        if isTest { return .test }
        if isGenerated { return .generated }
        if isExample { return .example }
        if isBuilt, !isCode || folders.first.map({ PathTable.builtFolders.contains(String($0)) }) == true {
            return .generated
        }
        if PathTable.configurationNames.contains(name) || name.hasPrefix(".") { return .configuration }
        if isDocumentation || PathTable.documentationEndings.contains(ending) { return .documentation }
        if isCode { return .source }
        return PathTable.configurationEndings.contains(ending) ? .configuration : .data
    }

    /// Small letters need a separator: `test_core.py` is a test, `latest.kt` and `contest.py` are none.
    private static func isTestName(_ name: Substring) -> Bool {
        if name.contains(".test.") || name.contains(".spec.") { return true }
        let stem = name.prefix { $0 != "." }
        if ["test", "tests"].contains(stem) || stem.hasPrefix("test_") { return true }
        return ["_test", "_tests", "_spec", "-test", "-spec", "Test", "Tests", "Spec"].contains { ending in
            stem.hasSuffix(ending) && stem.count > ending.count
        }
    }
}
