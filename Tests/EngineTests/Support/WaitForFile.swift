import Platform
import Workflow

/// Comes back when a command has made a file.
func waitForFile(_ path: String) async throws {
    for _ in 0..<6000 {
        if Files.exists(path) { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw RunRefusal("no file '\(path)' within a minute")
}
