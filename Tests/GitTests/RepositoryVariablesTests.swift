import Git
import TestSupport
import Testing

@Suite struct RepositoryVariablesTests {
    @Test func `all variables are known that git calls a repository's own`() throws {
        let names = try Sandbox().git("rev-parse", "--local-env-vars").split(separator: "\n")
        #expect(!names.isEmpty)
        #expect(names.filter { !RepositoryVariables.contains(String($0)) } == [])
    }

    @Test func `configuration of the command line belongs to them, identities do not`() {
        #expect(RepositoryVariables.contains("GIT_CONFIG_KEY_0"))
        #expect(RepositoryVariables.contains("GIT_CONFIG_VALUE_10"))
        #expect(!RepositoryVariables.contains("GIT_AUTHOR_NAME"))
    }

    @Test func `those that lead to places leave configuration alone`() {
        #expect(RepositoryVariables.places.allSatisfy { RepositoryVariables.contains($0) })
        #expect(!RepositoryVariables.places.contains("GIT_CONFIG_PARAMETERS"))
    }
}
