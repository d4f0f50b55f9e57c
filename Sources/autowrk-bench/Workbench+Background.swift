import CPlatform
import Glibc
import Platform

extension Workbench {
    /// Waits until all has ended that programs have left in the background here, as hooks do, so that nobody pays
    /// for somebody else's. They are known by their `HOME`.
    func waitForBackground() throws {
        // One that ends while it is looked at may have started another one; once more tells.
        var rest = 2
        while rest > 0 {
            let found = background()
            defer { for descriptor in found { close(descriptor) } }
            for descriptor in found {
                var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&polled, 1, 60_000) > 0 else {
                    throw BenchError(.failure, "what runs in the background does not end")
                }
            }
            rest = found.isEmpty ? rest - 1 : 2
        }
    }

    /// A descriptor for each process (`pidfd_open(2)`), readable when it ends.
    private func background() -> [Int32] {
        let mark = Array("HOME=\(folder)".utf8)
        return ((try? Files.list("/proc")) ?? []).compactMap { pid_t($0) }.compactMap { process in
            let descriptor = autowrk_pidfd_open(process)
            guard descriptor >= 0 else { return nil }
            // Of a process that has ended it is empty.
            let variables = (try? Files.read("/proc/\(process)/environ")) ?? []
            if variables.split(separator: 0).contains(where: { $0.elementsEqual(mark) }) { return descriptor }
            close(descriptor)
            return nil
        }
    }
}
