import Engine
import Testing

@Suite struct SecretsTests {
    @Test func `variables that a workflow asks for are secrets, in any case`() {
        let secrets = Secrets(
            environment: ["Deploy_Key": "k1", "OTHER": "x"], referenced: ["DEPLOY_KEY", "NONE"])
        #expect(secrets.values == ["Deploy_Key": "k1"])
        #expect(secrets.mask.apply(to: "k1 x") == "*** x")
    }

    @Test func `variables that are listed are secrets`() {
        let environment = [
            "AUTOWRK_SECRETS": "A,b  C", "A": "1a", "B": "2b", "C": "3c", "D": "4d", "E": "5e",
        ]
        #expect(Secrets(environment: environment, listed: ["D", "x, y"]).names == ["A", "B", "C", "D"])
    }

    @Test(arguments: [
        "GITHUB_TOKEN", "token", "MY_SECRET", "DB_PASSWORD", "PGPASSWD", "OPENAI_API_KEY", "XAPIKEY",
        "AWS_SECRET_ACCESS_KEY", "TLS_PRIVATE_KEY", "SOME_CREDENTIALS",
    ])
    func `variables whose name says so are secrets unless they are short`(name: String) {
        #expect(Secrets(environment: [name: "12345678"]).names == [name])
        #expect(Secrets(environment: [name: "1234567"]).names.isEmpty)
    }

    @Test(arguments: [
        ("PATH", "/usr/bin:/bin"), ("TOKENIZER", "whitespace"),
        ("GOOGLE_APPLICATION_CREDENTIALS", "/etc/key.json"),
        ("SSH_AUTH_SOCK", "/tmp/agent"), ("MY_SECRET", "          "),
    ])
    func `others are none`(name: String, value: String) {
        #expect(Secrets(environment: [name: value]).names.isEmpty)
    }

    @Test func `a variable that only looks like a secret can be exempt`() {
        let environment = ["DB_PASSWORD": "postgres", "A_TOKEN": "12345678", "AUTOWRK_SECRETS": "!a_token"]
        #expect(Secrets(environment: environment, listed: ["!DB_PASSWORD"]).names.isEmpty)
        let asked = Secrets(environment: environment, referenced: ["db_password"], listed: ["!DB_PASSWORD"])
        #expect(asked.names == ["DB_PASSWORD"])
    }

    @Test func `what is asked for but empty is none`() {
        #expect(Secrets(environment: ["A": "", "B": " "], referenced: ["A", "B"]).names.isEmpty)
    }
}
