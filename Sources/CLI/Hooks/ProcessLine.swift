import Platform

/// What `/proc` says of a process (proc(5)).
struct ProcessLine: Equatable {
    let id: Int
    let name: String
    let parent: Int
    /// Tells it from a later process with the same number.
    let startTime: UInt64

    /// Nil for a process that there is not.
    init?(_ id: Int) { self.init("/proc/\(id)/stat") }

    private init?(_ file: String) {
        guard let bytes = try? Files.read(file) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        // The name may have spaces and parentheses.
        guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"),
            let id = Int(text[..<open].filter { $0 != " " })
        else { return nil }
        let fields = text[text.index(after: close)...].split(separator: " ")
        // An ended process that its parent has not asked about is none any more.
        guard fields.count > 19, fields[0] != "Z", let parent = Int(fields[1]),
            let startTime = UInt64(fields[19])
        else { return nil }
        self.id = id
        name = String(text[text.index(after: open)..<close])
        (self.parent, self.startTime) = (parent, startTime)
    }

    /// The process that runs a hook: the nearest above this one that is called `git`, or where none is, as under
    /// another implementation of Git, the one above the script.
    static var hookRunner: ProcessLine? {
        guard let script = ProcessLine("/proc/self/stat").flatMap({ ProcessLine($0.parent) }) else {
            return nil
        }
        var process: ProcessLine? = script
        while let current = process, current.parent > 1 {
            if current.name == "git" { return current }
            process = ProcessLine(current.parent)
        }
        return ProcessLine(script.parent)
    }
}
