import Glibc

/// A process and all that it has started, as `/proc` tells.
struct ProcessTree {
    private let root: pid_t
    /// Who was found below the root. Kept, because whose parent has ended can't be found any more.
    private var descendants: Set<pid_t> = []

    init(of root: pid_t) { self.root = root }

    /// Sends a signal to all of them.
    ///
    /// They are stopped first: who runs on could start another process while the others are counted.
    mutating func signal(_ number: Int32) {
        kill(root, SIGSTOP)
        for _ in 0..<Self.patience {
            let (states, children) = Self.processes()
            let found = Self.below([root] + descendants, children)
            for process in found.subtracting(descendants) { kill(process, SIGSTOP) }
            let isComplete = found.isSubset(of: descendants)
            descendants.formUnion(found)
            let isAtRest = ([root] + descendants).allSatisfy {
                states[$0].map(Self.restingStates.contains) ?? true
            }
            if isComplete && isAtRest { break }
            usleep(1000)
        }
        for process in [root] + descendants {
            kill(process, number)
            kill(process, SIGCONT)
        }
    }

    /// Ends all that a process has started, and not the process itself.
    static func killChildren(of process: pid_t) {
        for child in processes().children[process] ?? [] {
            var tree = ProcessTree(of: child)
            tree.signal(SIGKILL)
        }
    }

    /// How often to look, a millisecond apart, until all have stopped. A process that waits for the disk
    /// stops only after that.
    private static let patience = 50
    /// Stopped, traced, ended (proc(5)).
    private static let restingStates: Set<UInt8> = [
        UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "Z"), UInt8(ascii: "X"),
    ]

    private static func below(_ roots: [pid_t], _ children: [pid_t: [pid_t]]) -> Set<pid_t> {
        var found: Set<pid_t> = []
        var pending = roots
        while let process = pending.popLast() {
            for child in children[process] ?? [] where found.insert(child).inserted { pending.append(child) }
        }
        return found
    }

    /// The state of each process of this machine, and who was started by whom.
    private static func processes() -> (states: [pid_t: UInt8], children: [pid_t: [pid_t]]) {
        var states: [pid_t: UInt8] = [:]
        var children: [pid_t: [pid_t]] = [:]
        for process in ((try? Files.list("/proc")) ?? []).compactMap({ pid_t($0) }) {
            guard let status = ProcessStatus(process) else { continue }
            states[process] = status.state
            children[status.parent, default: []].append(process)
        }
        return (states, children)
    }
}
