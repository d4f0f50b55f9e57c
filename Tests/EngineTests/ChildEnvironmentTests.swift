import Testing

@testable import Engine

@Suite struct ChildEnvironmentTests {
    @Test func `a command does not inherit the repository, the program's own variables or secrets`() {
        let all = [
            "PATH": "/bin", "GIT_DIR": "/x", "GIT_INDEX_FILE": "/x/index", "GIT_CONFIG_KEY_0": "a",
            "AUTOWRK_NOW": "2026-11-21T00:00:00Z", "TOKEN": "secret", "GIT_AUTHOR_NAME": "Ada",
        ]
        let environment = ChildEnvironment.make(from: all, without: ["TOKEN"])
        #expect(environment == ["PATH": "/bin", "GIT_AUTHOR_NAME": "Ada"])
    }
}
