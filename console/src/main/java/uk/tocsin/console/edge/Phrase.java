package uk.tocsin.console.edge;

import uk.tocsin.model.Language;

/// What the pages say, in both languages. Short sentences, no alarm of their own: the alert speaks for itself.
enum Phrase implements Bilingual {
    SKIP("Skip to main content", "Neidio i'r prif gynnwys"),
    ALERT("Alert", "Rhybudd"),
    WHAT_TO_DO("What to do", "Beth i'w wneud"),
    DETAILS("About this alert", "Ynglŷn â'r rhybudd hwn"),
    AREA("Area", "Ardal"),
    ISSUED("Issued", "Cyhoeddwyd"),
    ISSUED_BY("Issued by", "Cyhoeddwyd gan"),
    IN_FORCE_UNTIL("In force until", "Mewn grym tan"),
    WAS_IN_FORCE_UNTIL("Was in force until", "Bu mewn grym tan"),
    NUMBER("Alert number", "Rhif y rhybudd"),
    MORE("Read more about this", "Darllen mwy am hyn"),
    READ("I have read this", "Rwyf wedi darllen hwn"),
    READ_HINT(
            "This tells the people who sent it that it reached you. It says nothing else about you.",
            "Mae hyn yn dweud wrth y bobl a'i hanfonodd ei fod wedi eich cyrraedd. Nid yw'n dweud dim arall amdanoch."),
    SEEN("I have seen this notice", "Rwyf wedi gweld yr hysbysiad hwn"),
    THANKS("Thank you", "Diolch"),
    NOTED("We have noted that you have read this.", "Rydym wedi nodi eich bod wedi darllen hwn."),
    SEEN_NOTED(
            "We have noted that you have seen this notice.", "Rydym wedi nodi eich bod wedi gweld yr hysbysiad hwn."),
    ACTED("I have taken action", "Rwyf wedi gweithredu"),
    ACTED_HINT(
            "Press this when you have done what the alert asks for.",
            "Pwyswch hwn pan fyddwch wedi gwneud yr hyn y mae'r rhybudd yn gofyn amdano."),
    ACTED_NOTED("We have noted that you have taken action.", "Rydym wedi nodi eich bod wedi gweithredu."),
    FOR_PREMISES(
            "You answer for %d premises. What you press here counts for all of them.",
            "Rydych yn ateb dros %d o safleoedd. Mae'r hyn a bwyswch yma yn cyfrif dros bob un ohonynt."),
    QUESTIONS("Please tell us", "Rhowch wybod i ni"),
    ANSWERED("Your answer", "Eich ateb"),
    ANSWER_SEND("Send this answer", "Anfon yr ateb hwn"),
    ANSWER_CHANGE("Change this answer", "Newid yr ateb hwn"),
    ANSWER_MISSING("Choose an answer", "Dewiswch ateb"),
    ACTIONS("What you can do now", "Yr hyn y gallwch ei wneud nawr"),
    ACTIONS_LEAVE(
            "Other websites that open here are not told who you are.",
            "Nid yw gwefannau eraill sy'n agor yma yn cael gwybod pwy ydych."),
    ACTIONS_COMPLETE(
            "A training tells us when you have finished it.",
            "Mae hyfforddiant yn rhoi gwybod i ni pan fyddwch wedi'i orffen."),
    /// In a text, before a number and a word.
    REPLY("Reply", "Atebwch"),
    OR("or", "neu"),
    CHECK("How to check that this is real", "Sut i wirio bod hwn yn ddilys"),
    CHECK_WEB(
            "Find the website of your police force yourself, not through a link in a message, and look for this alert.",
            "Chwiliwch eich hun am wefan eich heddlu, nid drwy ddolen mewn neges, ac edrychwch am y rhybudd hwn."),
    CHECK_CALL(
            "Or call the police on 101 and give the alert number. In an emergency always call 999.",
            "Neu ffoniwch yr heddlu ar 101 a rhoi rhif y rhybudd. Mewn argyfwng ffoniwch 999 bob amser."),
    CHECK_NEVER(
            "We never ask for passwords, payment or personal details in an alert.",
            "Nid ydym byth yn gofyn am gyfrineiriau, taliad na manylion personol mewn rhybudd."),
    CANCELLED("This alert has been cancelled", "Mae'r rhybudd hwn wedi'i ganslo"),
    CANCELLED_TEXT("You no longer need to act on it.", "Nid oes angen i chi weithredu arno mwyach."),
    ALL_CLEAR("All clear", "Popeth yn glir"),
    UPDATED("This alert has been updated", "Mae'r rhybudd hwn wedi'i ddiweddaru"),
    UPDATED_TEXT("Follow the newer message:", "Dilynwch y neges ddiweddarach:"),
    NEWER_SENT(
            "You were sent a newer message. Read that one instead.",
            "Anfonwyd neges ddiweddarach atoch. Darllenwch honno yn lle hon."),
    EXPIRED("This alert has expired", "Mae'r rhybudd hwn wedi dod i ben"),
    EXPIRED_TEXT(
            "It was in force until the time below. It is shown so that you can look back at it.",
            "Bu mewn grym tan yr amser isod. Fe'i dangosir er mwyn i chi allu edrych yn ôl arno."),
    ENDS_EARLIER("This ends an earlier alert", "Mae hwn yn rhoi terfyn ar rybudd cynharach"),
    REPLACES_EARLIER("This replaces an earlier alert", "Mae hwn yn disodli rhybudd cynharach"),
    BEFORE("What was said before", "Yr hyn a ddywedwyd cyn hyn"),
    EXERCISE("EXERCISE EXERCISE EXERCISE", "YMARFER YMARFER YMARFER"),
    TEST("TEST TEST TEST", "PRAWF PRAWF PRAWF"),
    PROTECTED("There is a protected message for you", "Mae neges warchodedig i chi"),
    PROTECTED_TEXT(
            "Its text is not shown here, because this address can be forwarded. It opens only for somebody who has"
                    + " signed in and may read it.",
            "Ni ddangosir ei thestun yma, am fod modd anfon y cyfeiriad hwn ymlaen. Dim ond i rywun sydd wedi mewngofnodi"
                    + " ac a gaiff ei darllen y mae'n agor."),
    PROTECTED_HOW(
            "Sign in with an address that you registered. You are then led back to the message.",
            "Mewngofnodwch gyda chyfeiriad a gofrestrwyd gennych. Yna cewch eich arwain yn ôl at y neges."),
    SIGN_IN_TO_READ("Sign in to read the message", "Mewngofnodi i ddarllen y neges"),
    WARNING("Warning", "Rhybudd"),
    HOW_TO_READ("How to read it", "Sut i'w darllen"),
    NOT_FOUND("Nothing is here", "Nid oes dim yma"),
    NOT_FOUND_TEXT(
            "The address may be incomplete. Open the link in the message again, or copy all of it.",
            "Efallai nad yw'r cyfeiriad yn gyflawn. Agorwch y ddolen yn y neges eto, neu copïwch y cyfan ohoni."),
    TROUBLE("Try again in a moment", "Rhowch gynnig arall arni mewn munud"),
    TROUBLE_TEXT(
            "We could not do this just now, and nothing has been changed.",
            "Ni allem wneud hyn ar hyn o bryd, ac nid oes dim wedi newid."),
    STOP("Stop these messages", "Atal y negeseuon hyn"),
    STOP_PUSH(
            "You will get no more alerts in the app on this device.",
            "Ni chewch ragor o rybuddion yn yr ap ar y ddyfais hon."),
    STOP_SMS(
            "You will get no more alerts by text to this number.",
            "Ni chewch ragor o rybuddion drwy neges destun i'r rhif hwn."),
    STOP_EMAIL(
            "You will get no more alerts by email to this address.",
            "Ni chewch ragor o rybuddion drwy e-bost i'r cyfeiriad hwn."),
    STOP_OTHERS(
            "Other ways in which you get alerts stay as they are.",
            "Mae'r ffyrdd eraill yr ydych yn cael rhybuddion yn aros fel y maent."),
    STOP_BUTTON("Stop messages", "Atal negeseuon"),
    STOP_RISK(
            "These alerts can concern danger to life. If you get too many, ask for fewer instead.",
            "Gall y rhybuddion hyn ymwneud â pherygl i fywyd. Os cewch ormod, gofynnwch am lai yn hytrach."),
    STOPPED("Messages are stopped", "Mae'r negeseuon wedi'u hatal"),
    UNDO_HOW(
            "If this was a mistake, undo it here. You can do so for 30 days after the message was sent.",
            "Os mai camgymeriad oedd hyn, dadwnewch ef yma. Gallwch wneud hynny am 30 diwrnod ar ôl anfon y neges."),
    UNDO_SMS(
            "You can also text START to the number that the alerts come from.",
            "Gallwch hefyd anfon START mewn neges destun i'r rhif y daw'r rhybuddion ohono."),
    UNDO("Start messages again", "Ailgychwyn y negeseuon"),
    UNDO_LATE(
            "To get alerts here again, register again with whoever sent this.",
            "I gael rhybuddion yma eto, cofrestrwch eto gyda phwy bynnag a anfonodd hwn."),
    STARTED("Messages are started again", "Mae'r negeseuon wedi'u hailgychwyn"),
    STARTED_TEXT("You will get alerts here as before.", "Byddwch yn cael rhybuddion yma fel o'r blaen."),
    OTHER_LANGUAGE("Cymraeg", "English"),
    LANGUAGE("Language", "Iaith"),
    FOOTER(
            "This page sets no cookies and loads nothing from anybody else.",
            "Nid yw'r dudalen hon yn gosod cwcis nac yn llwytho dim gan neb arall.");

    private final String english;
    private final String welsh;

    Phrase(String english, String welsh) {
        this.english = english;
        this.welsh = welsh;
    }

    @Override
    public String in(Language language) {
        return switch (language) {
            case EN -> english;
            case CY -> welsh;
        };
    }
}
