import Glibc

/// Who was started by whom, as `/proc` tells.
enum ProcessTree {
    /// All processes below `roots`, as they are at this moment.
    static func descendants(of roots: some Sequence<pid_t>) -> Set<pid_t> {
        var children: [pid_t: [pid_t]] = [:]
        for process in ((try? Files.list("/proc")) ?? []).compactMap({ pid_t($0) }) {
            if let parent = parent(of: process) { children[parent, default: []].append(process) }
        }
        var found: Set<pid_t> = []
        var pending = Array(roots)
        while let process = pending.popLast() {
            for child in children[process] ?? [] where found.insert(child).inserted { pending.append(child) }
        }
        return found
    }

    /// The fourth field of `/proc/<pid>/stat` (proc(5)); the second is a name in parentheses that may have
    /// any character.
    private static func parent(of process: pid_t) -> pid_t? {
        guard let text = try? Files.read("/proc/\(process)/stat"),
            let end = text.lastIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: UInt8(ascii: " "))
        return fields.count > 1 ? pid_t(String(decoding: fields[1], as: UTF8.self)) : nil
    }
}
