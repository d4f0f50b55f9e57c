/// Words of an issue that say nothing of where its cause is: those that English needs, those that reports
/// are made of, and those that every program has.
enum StopWords {
    static let terms: Set<Term> = Set(
        text.split(whereSeparator: \.isWhitespace).compactMap { Term(word: $0) })

    private static let text = english + " " + reports + " " + code

    private static let english = """
        about above after again against all also although always am an and another any anyone anything are \
        around as at away back be became because been before being below between both but by came can cannot \
        certain clear clearly come could did didn do does doesn doing don done down during each either else \
        enough especially etc even ever every everyone everything exactly far few for found from further get \
        gets getting give given gives go goes going gone good got great had hadn happen happens happening has \
        hasn have haven having he hence her here him his how however if in instead into is isn it its itself \
        just keep kind know known last later least less let lets like likely little ll look looks looking lot \
        made make makes making many may maybe me mean means might more most much must my myself need needs \
        never nevertheless next no none nor not nothing now of off often ok okay on once one ones only onto \
        or other others our out over own perhaps please possible possibly pretty probably put quite rather re \
        really regarding said same say says see seem seems seen shall she should shouldn similar simply since \
        so some someone something sometimes somewhere soon still such sure take taken takes than thank thanks \
        that the their them themselves then there therefore these they thing things think this those though \
        through thus till to together too toward tried tries try trying two under unless unlike until up upon \
        us use used useful user users uses using usually ve very via want wanted wants was wasn way ways we \
        well went were weren what whatever when whenever where whereas whether which while who whole whose why \
        will with within without won work worked working works would wouldn yes yet you your yours already \
        actually able across first second third time times new old
        """

    private static let reports = """
        actual actually additional affected anyone appears attached attempt attempting available background \
        behave behaves behavior behaviour breaks broken bug bugs cause caused causes causing checked checklist \
        code complete confirm confirmed consider considered correct correctly current \
        currently describe described description details detected discussion encountered error \
        errors example examples expect expected expecting expects explain fail failed failing fails failure \
        feel fine fix fixed following follows github guess help hi hello hey however http \
        https idea imo implement implementation implemented information intended introduced \
        issue issues latest linux mac macos main master mention mentioned minimal notice noticed number \
        observed obvious occurs os particular platform point possible problem problems produce \
        produces propose proposed question readme reason recent recently release reproduce reproducible \
        reproduced reproducing reproduction result results run running runs screenshot screenshots \
        seems show shown shows simple snippet solution solve specific steps suggest \
        suggested suggestion summary support supported system thought ubuntu understand unexpected \
        unexpectedly unfortunately version versions windows wondering wrong
        """

    private static let code = """
        foo bar baz self def return println printf com org www
        """
}
