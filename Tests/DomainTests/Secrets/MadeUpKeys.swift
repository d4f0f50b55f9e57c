import TestSupport

/// Keys that nobody has issued, put together while a test runs, so that no scanner of repositories finds one here.
struct MadeUpKeys {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private static let alphabets: [Character: String] = [
        "a": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "x": "0123456789abcdef",
        "U": "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "l": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "9": "0123456789", "b": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/",
        "Z": "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    ]

    /// A text of parts: `{a36}` stands for 36 characters of an alphabet.
    mutating func make(_ shape: String) -> String {
        var text = ""
        var rest = shape[...]
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            let part = rest[rest.index(after: open)...].prefix { $0 != "}" }
            let alphabet = Array(Self.alphabets[part.first ?? "a"] ?? "")
            for _ in 0..<(Int(part.dropFirst()) ?? 0) {
                text.append(alphabet.randomElement(using: &random) ?? "-")
            }
            rest = rest[part.endIndex...].dropFirst()
        }
        return text + rest
    }
}

/// Shapes of keys: what stands in front of the secret part, that part, what follows, and the rule.
let shapesOfKeys: [(before: String, secret: String, behind: String, rule: String)] = [
    ("ANTHROPIC_API_KEY=", "sk-" + "ant-api03-{a93}AA", "\n", "Anthropic key"),
    ("key: ", "sk-" + "ant-{a40}", " # mine", "Anthropic key"),
    ("", "sk-" + "or-v1-{x64}", "", "OpenRouter key"),
    ("export OPENAI_API_KEY=", "sk-" + "proj-{a48}", "", "OpenAI key"),
    ("client = OpenAI(api_key=\"", "sk-" + "{a48}", "\")", "OpenAI key"),
    ("curl 'https://maps.googleapis.com/x?key=", "AI" + "za{a35}", "&q=1'", "Google API key"),
    ("secret: ", "GOC" + "SPX-{a28}", "", "Google OAuth secret"),
    ("aws_access_key_id = ", "AK" + "IA{U16}", "\n", "AWS access key id"),
    ("AccessKeyId: ", "AS" + "IA{U16}", ",", "AWS access key id"),
    ("aws_secret_access_key = ", "{b40}", "\n", "AWS secret key"),
    ("\"SecretAccessKey\": \"", "{b40}", "\"", "AWS secret key"),
    ("token: ", "gh" + "p_{a36}", "", "GitHub token"),
    ("https://x-access-token:", "gh" + "s_{a36}", "@github.com/a/b.git", "GitHub token"),
    ("remote: ", "gh" + "o_{a36}", "\r\n", "GitHub token"),
    ("(", "github" + "_pat_{a22}_{a59}", ")", "GitHub token"),
    ("PRIVATE-TOKEN: ", "gl" + "pat-{a20}", "", "GitLab token"),
    ("ATLASSIAN=", "ATA" + "TT3xFfGF0{a60}", "", "Bitbucket or Atlassian token"),
    ("SLACK=", "xo" + "xb-{911}-{912}-{a24}", "", "Slack token"),
    ("", "xo" + "xp-{911}-{911}-{912}-{x32}", "", "Slack token"),
    ("https://hooks.slack.com/services/", "T{Z8}/B{Z8}/{a24}", "", "Slack webhook"),
    ("https://discord.com/api/webhooks/", "{918}/{a68}", "", "Discord webhook"),
    ("bot 12345" + "6789:", "AA{a33}", " said", "Telegram bot token"),
    ("stripe.api_key = '", "sk" + "_live_{a24}", "'", "Stripe key"),
    ("", "wh" + "sec_{a32}", "", "Stripe key"),
    ("TWILIO_API=", "S" + "K{x32}", "", "Twilio key"),
    ("TWILIO_AUTH_TOKEN=", "{x32}", "", "Twilio token"),
    ("", "S" + "G.{a22}.{a43}", "", "SendGrid key"),
    ("//registry.npmjs.org/:_authToken=", "npm" + "_{a36}", "\n", "npm token"),
    ("password = ", "py" + "pi-AgEIcHlwaS5vcmc{a70}", "", "PyPI token"),
    ("login(token=\"", "h" + "f_{l34}", "\")", "Hugging Face token"),
    ("GROQ=", "gs" + "k_{a52}", "", "key of a model's provider"),
    ("", "dop" + "_v1_{x64}", "", "DigitalOcean token"),
    ("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=", "{b86}==", ";", "Azure key"),
    ("VAULT_TOKEN=", "hv" + "s.{a90}", "", "Vault token"),
    ("grafana ", "gl" + "sa_{a32}_{x8}", "", "token of a service"),
    ("SENTRY=", "sn" + "tryu_{x64}", "", "token of a service"),
    ("X-Shopify-Access-Token: ", "shp" + "at_{x32}", "", "token of a service"),
    ("Cookie: session=", "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JpZCI6{a30}.{a43}", "; x=1", "JSON Web Token"),
    ("Authorization: Bearer ", "{a40}", "\n", "authorization"),
    ("curl -H \"Authorization: Basic ", "{a30}==", "\" https://x", "authorization"),
    ("headers={'Authorization': 'token ", "{x40}", "'}", "authorization"),
    ("X-Api-Key: ", "{a32}", "", "authorization"),
    ("DATABASE_URL=postgres://app:", "{a16}", "@db.internal:5432/x", "password in an address"),
    ("git clone https://ada:", "{a10}!{a5}", "@git.x.org/r", "password in an address"),
    ("redis://:", "{a20}", "@cache:6379", "password in an address"),
    ("password: \"", "{a8}!{a6}9a", "\"", "secret"),
    ("API_KEY=", "{a12}1a2{a12}", "\n", "secret"),
    ("  \"client_secret\": \"", "{a32}7", "\",", "secret"),
    ("const apiKey = '", "{x32}", "';", "secret"),
    ("db_password => \"", "{a18}4", "\"", "secret"),
    ("{\\\"token\\\": \\\"", "{a24}3", "\\\"}", "secret"),
]
