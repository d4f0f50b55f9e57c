import Platform

/// Cases of other projects, below the folder that `AUTOWRK_FIXTURES` names.
public enum ConformanceData {
    /// The folder; nil where there is none, and a test that needs it does not run.
    public static let folder = Environment.current()["AUTOWRK_FIXTURES"]

    /// GitHub's cases for expressions: JSON objects, by the names of their files.
    public static func expressions() throws -> [(file: String, text: String)] {
        let folder = "\(folder ?? "")/expressions"
        return try Files.list(folder).filter { $0.hasSuffix(".json") }.map { file in
            (file, String(decoding: try Files.read("\(folder)/\(file)"), as: UTF8.self))
        }
    }

    /// Set-ups of hooks in public repositories: a JSON array.
    public static func hookSetups() throws -> String {
        String(decoding: try Files.read("\(folder ?? "")/hook-setups/setups.json"), as: UTF8.self)
    }
}
