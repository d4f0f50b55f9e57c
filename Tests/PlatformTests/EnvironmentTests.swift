import Glibc
import Platform
import Testing

@Suite("Environment")
struct EnvironmentTests {
    @Test("The variables are those that the C library knows")
    func current() throws {
        let variables = Environment.current()
        #expect(variables["PATH"] == getenv("PATH").map { String(cString: $0) })
        let stored = try Files.read("/proc/self/environ").split(separator: 0)
        let path = try #require(stored.first { $0.starts(with: "PATH=".utf8) })
        #expect(variables["PATH"] == String(decoding: path.dropFirst(5), as: UTF8.self))
    }
}
