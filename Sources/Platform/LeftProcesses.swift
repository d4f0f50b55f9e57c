import CPlatform
import Glibc

/// Those that a command has started and that outlive it: the members of its group, and those that carry
/// its mark.
///
/// A process is watched by a descriptor of its own (pidfd), so that a number that was given to somebody
/// else in between does no harm.
struct LeftProcesses: ~Copyable {
    /// The command itself, which is not yet reaped: so the number stays its own, also as that of its group.
    private let command: pid_t?
    private let hasGroup: Bool
    private let mark: ProcessMark?
    private var watched: [pid_t: Int32] = [:]

    init(behind command: pid_t?, hasGroup: Bool, mark: ProcessMark?) {
        self.command = command
        self.hasGroup = hasGroup
        self.mark = mark
    }

    deinit {
        for descriptor in watched.values { close(descriptor) }
    }

    /// Nobody that was found is still there.
    var isEmpty: Bool { watched.isEmpty }

    /// For `poll(2)`: each becomes readable when its process ends.
    var descriptors: [Int32] { Array(watched.values) }

    /// Stops watching those that have ended.
    mutating func dropEnded() {
        for (process, descriptor) in watched where Descriptor.isReadable(descriptor) {
            close(descriptor)
            watched[process] = nil
        }
    }

    /// Sends a signal to those that were found, save members of the group with `outsideGroup`.
    func signal(_ number: Int32, outsideGroup: Bool = false) {
        for (process, descriptor) in watched where !(outsideGroup && isInGroup(process)) {
            _ = autowrk_pidfd_signal(descriptor, number)
        }
    }

    /// Looks for more of them.
    ///
    /// Once is not enough while processes come and go: one that ends before it is looked at may have
    /// started another that has a smaller number.
    mutating func look() {
        var vanished = 0
        for _ in 0..<Self.patience {
            switch lookOnce() {
            case .carried: continue
            case .absent: return
            case .vanished:
                vanished += 1
                if vanished == Self.vanishedPatience { return }
            case .undecided: usleep(500)
            }
        }
    }

    /// How often to look at the most.
    private static let patience = 50
    /// How often to look because somebody has ended, which on a busy machine always somebody has.
    private static let vanishedPatience = 3

    /// Says whether there was anything for which to look again.
    private mutating func lookOnce() -> ProcessMark.Finding {
        var result = ProcessMark.Finding.absent
        for process in ((try? Files.list("/proc")) ?? []).compactMap({ pid_t($0) })
        where process != command && process != getpid() && watched[process] == nil {
            switch finding(process) {
            case .absent: break
            case .carried: if watch(process) { result = .carried }
            case .undecided: if result != .carried { result = .undecided }
            case .vanished: if result == .absent { result = .vanished }
            }
        }
        return result
    }

    private func isInGroup(_ process: pid_t) -> Bool { hasGroup && getpgid(process) == command }

    private func finding(_ process: pid_t) -> ProcessMark.Finding {
        isInGroup(process) ? .carried : mark?.finding(in: process) ?? .absent
    }

    /// False when there is nobody to watch: it has ended, and only its parent has not heard of that yet.
    private mutating func watch(_ process: pid_t) -> Bool {
        let descriptor = autowrk_pidfd_open(process)
        guard descriptor >= 0 else { return false }
        // Asked again, now that the number can't be given to another one unnoticed.
        guard case .carried = finding(process), !Descriptor.isReadable(descriptor) else {
            close(descriptor)
            return false
        }
        watched[process] = descriptor
        return true
    }
}
