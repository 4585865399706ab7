package uk.tocsin.console.edge;

import uk.tocsin.model.Language;

/// What the pages say on which people join, change and leave, in both languages.
enum Wording implements Bilingual {
    /// No hint.
    NOTHING("", ""),

    // ---- joining
    JOIN("Get alerts", "Cael rhybuddion"),
    JOIN_TEXT(
            "Register to be told by the police when there is a threat near you, or to people like you.",
            "Cofrestrwch er mwyn i'r heddlu roi gwybod i chi pan fydd bygythiad yn eich ardal, neu i bobl fel chi."),
    JOIN_MORE(
            "It takes about two minutes. You need an email address or a mobile phone. You can change everything, or leave,"
                    + " whenever you like.",
            "Mae'n cymryd tua dwy funud. Mae angen cyfeiriad e-bost neu ffôn symudol arnoch. Gallwch newid popeth, neu"
                    + " adael, pryd bynnag y dymunwch."),
    AS("Who are you registering?", "Pwy ydych chi'n ei gofrestru?"),
    AS_ORGANISATION("A business or other organisation", "Busnes neu sefydliad arall"),
    AS_PERSON("Myself only", "Fi fy hun yn unig"),
    AS_MISSING("Choose who you are registering", "Dewiswch pwy ydych chi'n ei gofrestru"),
    ALREADY("I am registered already: sign in", "Rwyf wedi cofrestru eisoes: mewngofnodi"),
    CONTINUE("Continue", "Parhau"),
    CHOOSE("Choose one", "Dewiswch un"),
    BACK("Back", "Yn ôl"),
    SAVE("Save", "Cadw"),

    // ---- an organisation and its site
    PLACE_TITLE("Your organisation", "Eich sefydliad"),
    ORGANISATION("Name of the organisation", "Enw'r sefydliad"),
    ORGANISATION_MISSING("Enter the name of the organisation", "Rhowch enw'r sefydliad"),
    SECTOR("What it does", "Yr hyn y mae'n ei wneud"),
    SECTOR_MISSING("Choose what the organisation does", "Dewiswch yr hyn y mae'r sefydliad yn ei wneud"),
    SIZE("Size of the organisation", "Maint y sefydliad"),
    SIZE_HINT("How many people it employs, at all its sites", "Faint o bobl y mae'n eu cyflogi, ar ei holl safleoedd"),
    SIZE_MISSING("Choose the size of the organisation", "Dewiswch faint y sefydliad"),
    SITE_NAME("Name of the site (optional)", "Enw'r safle (dewisol)"),
    SITE_NAME_HINT("If it is not that of the organisation", "Os nad yw'r un fath ag enw'r sefydliad"),
    ADDRESS("Address of the site", "Cyfeiriad y safle"),
    ADDRESS_MISSING("Enter the address of the site", "Rhowch gyfeiriad y safle"),
    POSTCODE("Postcode", "Cod post"),
    POSTCODE_HINT("For example NW1 8AB", "Er enghraifft NW1 8AB"),
    POSTCODE_MISSING("Enter a UK postcode, such as NW1 8AB", "Rhowch god post yn y DU, fel NW1 8AB"),
    FORCE("Police force for the area", "Heddlu'r ardal"),
    FORCE_HINT(
            "In London outside the City it is the Metropolitan Police",
            "Yn Llundain y tu allan i'r Ddinas, yr Heddlu Metropolitan ydyw"),
    FORCE_MISSING("Choose the police force for the area", "Dewiswch heddlu'r ardal"),
    SITE("Kind of site", "Math o safle"),
    SITE_MISSING("Choose the kind of site", "Dewiswch y math o safle"),
    DUTY(
            "Duty under the Terrorism (Protection of Premises) Act",
            "Dyletswydd o dan Ddeddf Terfysgaeth (Diogelu Mangreoedd)"),
    DUTY_HINT(
            "None if fewer than 200 people can be there at once, standard from 200, enhanced from 800",
            "Dim os gall llai na 200 o bobl fod yno ar yr un pryd, safonol o 200, uwch o 800"),
    DUTY_MISSING("Choose the duty of the site", "Dewiswch ddyletswydd y safle"),
    CHANGE_PLACE("Change your organisation", "Newid eich sefydliad"),

    // ---- a person
    YOU_TITLE("About you", "Amdanoch chi"),
    NAME("Your name", "Eich enw"),
    NAME_HINT("How we should address you", "Sut y dylem eich cyfarch"),
    NAME_MISSING("Enter your name", "Rhowch eich enw"),
    ROLE("Your part in the organisation", "Eich rhan yn y sefydliad"),
    ROLE_MISSING("Choose your part in the organisation", "Dewiswch eich rhan yn y sefydliad"),
    EMAIL("Email address", "Cyfeiriad e-bost"),
    EMAIL_HINT("We write to it to ask you to confirm it", "Byddwn yn ysgrifennu ato i ofyn i chi ei gadarnhau"),
    EMAIL_BAD(
            "Enter an email address in the usual form, such as name@example.com",
            "Rhowch gyfeiriad e-bost yn y ffurf arferol, fel enw@example.com"),
    MOBILE("Mobile number", "Rhif ffôn symudol"),
    MOBILE_HINT("We send it a code to confirm it", "Byddwn yn anfon cod ato i'w gadarnhau"),
    MOBILE_BAD("Enter a UK mobile number, such as 07700 900123", "Rhowch rif ffôn symudol yn y DU, fel 07700 900123"),
    ADDRESSES_MISSING(
            "Enter an email address or a mobile number, or both",
            "Rhowch gyfeiriad e-bost neu rif ffôn symudol, neu'r ddau"),
    READS("Language of your alerts", "Iaith eich rhybuddion"),
    LANGUAGE_MISSING("Choose the language of your alerts", "Dewiswch iaith eich rhybuddion"),
    CHANGE_YOU("Change your name or language", "Newid eich enw neu'ch iaith"),

    // ---- what to get
    CHOICES_TITLE("What you want to get", "Yr hyn yr ydych am ei gael"),
    AREAS("Areas", "Ardaloedd"),
    AREAS_HINT("Choose where you want to hear of threats", "Dewiswch ble yr ydych am glywed am fygythiadau"),
    AREAS_MORE_HINT(
            "Where your premises are is always included. Choose others that concern you.",
            "Mae ardal eich safle bob amser wedi'i chynnwys. Dewiswch rai eraill sy'n berthnasol i chi."),
    AREA_MISSING("Choose at least one area", "Dewiswch o leiaf un ardal"),
    SECTORS("Other sectors (optional)", "Sectorau eraill (dewisol)"),
    SECTORS_CHOSEN("Sectors", "Sectorau"),
    YOUR_OWN("Your own", "Eich un chi"),
    SECTORS_HINT(
            "You also get alerts for those who do this",
            "Byddwch hefyd yn cael rhybuddion ar gyfer y rhai sy'n gwneud hyn"),
    MINIMUM("How serious an alert must be", "Pa mor ddifrifol y mae'n rhaid i rybudd fod"),
    MINIMUM_HINT("Less serious ones are not sent to you", "Ni chaiff rhai llai difrifol eu hanfon atoch"),
    MINIMUM_ALL("Send me every alert", "Anfonwch bob rhybudd ataf"),
    MINIMUM_MODERATE("Moderate or worse", "Cymedrol neu waeth"),
    MINIMUM_SEVERE("Severe or worse", "Difrifol neu waeth"),
    MINIMUM_EXTREME("Extreme only: danger to life now", "Eithafol yn unig: perygl i fywyd nawr"),
    MINIMUM_MISSING("Choose how serious an alert must be", "Dewiswch pa mor ddifrifol y mae'n rhaid i rybudd fod"),
    QUIET("Quiet hours", "Oriau tawel"),
    QUIET_HINT(
            "What comes in these hours is held, and sent when they end if it is still in force. Extreme alerts come"
                    + " through all the same. British time.",
            "Caiff yr hyn a ddaw yn yr oriau hyn ei ddal yn ôl, a'i anfon pan ddônt i ben os yw'n dal mewn grym. Daw"
                    + " rhybuddion eithafol drwodd serch hynny. Amser Prydain."),
    QUIET_NONE("None: send at any time", "Dim: anfonwch ar unrhyw adeg"),
    QUIET_MISSING("Choose your quiet hours, or none", "Dewiswch eich oriau tawel, neu ddim"),
    CHANGE_CHOICES("Change what you get", "Newid yr hyn a gewch"),
    NOT_OFFERED("Choose from what is offered", "Dewiswch o'r hyn a gynigir"),

    // ---- agreeing
    CHECK_TITLE("Check your answers", "Gwiriwch eich atebion"),
    AGREE_TITLE("What you agree to", "Yr hyn yr ydych yn cytuno iddo"),
    AGREE_TEXT(
            "We keep what you see above, encrypted, to send you alerts about threats and what follows from them. We use"
                    + " it for nothing else and give it to nobody but those who carry our messages.",
            "Rydym yn cadw'r hyn a welwch uchod, wedi'i amgryptio, i anfon rhybuddion atoch am fygythiadau a'r hyn sy'n"
                    + " dilyn. Nid ydym yn ei ddefnyddio at ddim arall nac yn ei roi i neb ond y rhai sy'n cludo ein"
                    + " negeseuon."),
    AGREE_RIGHTS(
            "You can see, change, download and erase it by yourself at any time, and stop agreeing.",
            "Gallwch ei weld, ei newid, ei lawrlwytho a'i ddileu eich hun ar unrhyw adeg, a thynnu eich cytundeb yn ôl."),
    AGREE("I agree to get alerts", "Rwy'n cytuno i gael rhybuddion"),
    AGREE_MISSING("Tick that you agree to get alerts", "Ticiwch eich bod yn cytuno i gael rhybuddion"),
    EXERCISES("Also send me exercises and tests (optional)", "Anfonwch ymarferion a phrofion ataf hefyd (dewisol)"),
    REGISTER("Register", "Cofrestru"),
    DONE_TITLE("Confirm your address", "Cadarnhewch eich cyfeiriad"),
    DONE_TEXT(
            "If the addresses can be used, we have written to them.",
            "Os gellir defnyddio'r cyfeiriadau, rydym wedi ysgrifennu atynt."),
    DONE_HOW(
            "Open the link in the message and press the button there, within 24 hours. Or type in the code that it"
                    + " contains. Nothing is sent to an address before it has been confirmed.",
            "Agorwch y ddolen yn y neges a phwyswch y botwm yno, o fewn 24 awr. Neu teipiwch y cod sydd ynddi. Ni chaiff"
                    + " dim ei anfon i gyfeiriad cyn iddo gael ei gadarnhau."),
    DONE_NOTHING(
            "If nothing comes within a few minutes, look among unwanted mail, or register again.",
            "Os na ddaw dim o fewn ychydig funudau, edrychwch ymhlith negeseuon sothach, neu cofrestrwch eto."),
    TYPE_CODE("Type in a code", "Teipio cod"),

    // ---- notices
    CONFIRM("Confirm this address", "Cadarnhau'r cyfeiriad hwn"),
    CONFIRM_TEXT(
            "Somebody registered the address that this message came to for alerts. If that was you, confirm it. If not, do"
                    + " nothing: it will be forgotten.",
            "Cofrestrodd rhywun y cyfeiriad y daeth y neges hon iddo ar gyfer rhybuddion. Os chi oedd hynny,"
                    + " cadarnhewch ef. Os nad chi, peidiwch â gwneud dim: caiff ei anghofio."),
    CONFIRM_BUTTON("Confirm", "Cadarnhau"),
    CONFIRMED("This address is confirmed", "Mae'r cyfeiriad hwn wedi'i gadarnhau"),
    CONFIRMED_TEXT(
            "You get alerts here from now on. Sign in to see or change what you get.",
            "Byddwch yn cael rhybuddion yma o hyn ymlaen. Mewngofnodwch i weld neu newid yr hyn a gewch."),
    OWNED("This address is registered already", "Mae'r cyfeiriad hwn wedi'i gofrestru eisoes"),
    OWNED_TEXT(
            "It belongs to another registration, perhaps an earlier one of yours. It stays there. Sign in with it to change"
                    + " that registration.",
            "Mae'n perthyn i gofrestriad arall, un cynharach gennych efallai. Mae'n aros yno. Mewngofnodwch ag ef i newid"
                    + " y cofrestriad hwnnw."),
    LINK_OVER("This link no longer works", "Nid yw'r ddolen hon yn gweithio mwyach"),
    LINK_OVER_TEXT(
            "It has expired, or what it was for is gone. Nothing has been changed. Ask for a new one.",
            "Mae wedi dod i ben, neu mae'r hyn yr oedd ar ei gyfer wedi mynd. Nid oes dim wedi newid. Gofynnwch am un"
                    + " newydd."),
    LINK_USED("This link was used already", "Mae'r ddolen hon wedi'i defnyddio eisoes"),
    LINK_USED_TEXT(
            "A link or code to sign in works once. Ask for a new one.",
            "Mae dolen neu god mewngofnodi yn gweithio unwaith. Gofynnwch am un newydd."),
    CLAIMED("Somebody gave your address", "Rhoddodd rhywun eich cyfeiriad"),
    CLAIMED_TEXT(
            "Somebody tried to register an address that is yours already. Nothing has changed. If that was you, sign in to"
                    + " change your registration. If not, you need do nothing.",
            "Ceisiodd rhywun gofrestru cyfeiriad sydd gennych eisoes. Nid oes dim wedi newid. Os chi oedd hynny,"
                    + " mewngofnodwch i newid eich cofrestriad. Os nad chi, nid oes angen i chi wneud dim."),
    UNDO("Start messages again", "Ailgychwyn y negeseuon"),
    UNDO_TEXT(
            "Messages to another of your addresses were stopped by its unsubscribe link. If that was a mistake, or was not"
                    + " you, start them again.",
            "Stopiwyd negeseuon i un arall o'ch cyfeiriadau drwy ei ddolen ddad-danysgrifio. Os mai camgymeriad oedd"
                    + " hynny, neu os nad chi oedd, ailgychwynnwch nhw."),
    UNDO_BUTTON("Start messages again", "Ailgychwyn y negeseuon"),
    UNDONE("Messages are started again", "Mae'r negeseuon wedi'u hailgychwyn"),
    UNDONE_TEXT("That address gets alerts as before.", "Mae'r cyfeiriad hwnnw yn cael rhybuddion fel o'r blaen."),
    REVIEW("A review is owed", "Mae angen adolygiad"),
    REVIEW_TEXT(
            "One officer sent an alert alone. Sign in to the console to review it. This page does nothing.",
            "Anfonodd un swyddog rybudd heb ail berson. Mewngofnodwch i'r consol i'w adolygu. Nid yw'r dudalen hon yn"
                    + " gwneud dim."),
    VOIDED("A scheduled alert was not sent", "Ni anfonwyd rhybudd a drefnwyd"),
    VOIDED_TEXT(
            "Its audience has changed since two people agreed on it. Sign in to the console to see how. This page"
                    + " does nothing.",
            "Mae ei gynulleidfa wedi newid ers i ddau berson gytuno arno. Mewngofnodwch i'r consol i weld sut. Nid"
                    + " yw'r dudalen hon yn gwneud dim."),
    APPROVAL("An alert waits for your approval", "Mae rhybudd yn aros am eich cymeradwyaeth"),
    APPROVAL_TEXT(
            "Sign in to the console inside your network and decide: approve, return or reject. If you do not, the next"
                    + " approver on call is told.",
            "Mewngofnodwch i'r consol o fewn eich rhwydwaith a phenderfynwch: cymeradwyo, dychwelyd neu wrthod. Os na"
                    + " wnewch, dywedir wrth y cymeradwywr nesaf ar alwad."),
    TIER("What you can read has changed", "Mae'r hyn y gallwch ei ddarllen wedi newid"),
    TIER_TEXT(
            "Sign in to see which alerts are for you now.",
            "Mewngofnodwch i weld pa rybuddion sydd ar eich cyfer chi bellach."),

    // ---- signing in
    SIGN_IN("Sign in", "Mewngofnodi"),
    SIGN_IN_TEXT(
            "There is no password. We send a link and a code to an address that you registered.",
            "Nid oes cyfrinair. Byddwn yn anfon dolen a chod i gyfeiriad a gofrestrwyd gennych."),
    SIGN_IN_ADDRESS("Email address or mobile number", "Cyfeiriad e-bost neu rif ffôn symudol"),
    SIGN_IN_HINT("For example name@example.com or 07700 900123", "Er enghraifft enw@example.com neu 07700 900123"),
    SIGN_IN_MISSING(
            "Enter an email address or a UK mobile number", "Rhowch gyfeiriad e-bost neu rif ffôn symudol yn y DU"),
    SIGN_IN_SEND("Send me a link", "Anfonwch ddolen ataf"),
    SIGN_IN_LINK_TEXT(
            "You asked for this link. Sign in on this device only if it is yours.",
            "Gofynnoch am y ddolen hon. Mewngofnodwch ar y ddyfais hon dim ond os mai chi piau hi."),
    SIGN_IN_BUTTON("Sign in", "Mewngofnodi"),
    NOT_YET("I am not registered yet", "Nid wyf wedi cofrestru eto"),
    CODE_TITLE("Type in the code", "Teipiwch y cod"),
    CODE_TEXT(
            "If the address can be used, we have written to it. Open the link in the message, or type in its code here.",
            "Os gellir defnyddio'r cyfeiriad, rydym wedi ysgrifennu ato. Agorwch y ddolen yn y neges, neu teipiwch ei chod"
                    + " yma."),
    CODE("Code", "Cod"),
    CODE_HINT("Six digits", "Chwe digid"),
    CODE_MISSING("Enter the six digits of the code", "Rhowch chwe digid y cod"),
    CODE_WRONG(
            "This code is not right, or no longer valid. After five wrong ones no code is taken for a while.",
            "Nid yw'r cod hwn yn gywir, neu nid yw'n ddilys mwyach. Ar ôl pum cod anghywir ni dderbynnir yr un am gyfnod."),
    CODE_AGAIN(
            "A sign-in code works for 15 minutes, a code to confirm an address for 24 hours.",
            "Mae cod mewngofnodi yn gweithio am 15 munud, a chod i gadarnhau cyfeiriad am 24 awr."),
    SIGN_OUT("Sign out", "Allgofnodi"),
    SIGNED_OUT("You are signed out", "Rydych wedi allgofnodi"),
    SIGNED_OUT_TEXT("You still get alerts as before.", "Byddwch yn dal i gael rhybuddion fel o'r blaen."),

    // ---- what we hold
    ME("What we hold about you", "Yr hyn a gadwn amdanoch"),
    SINCE("Registered", "Cofrestrwyd"),
    PAUSED("You get no alerts at the moment", "Nid ydych yn cael rhybuddion ar hyn o bryd"),
    PAUSED_TEXT("You paused them. Start them again below.", "Rydych wedi'u hoedi. Ailgychwynnwch nhw isod."),
    SUSPENDED("Your registration is suspended", "Mae eich cofrestriad wedi'i atal"),
    SUSPENDED_TEXT(
            "An officer suspended your registration. If you do not know why, ask whoever looks after the register.",
            "Ataliodd swyddog eich cofrestriad. Os na wyddoch pam, gofynnwch i'r rhai sy'n gofalu am y gofrestr."),
    REINSTATED("You get alerts again", "Rydych yn cael rhybuddion eto"),
    REINSTATED_TEXT(
            "Your registration is suspended no longer. What you chose before still holds.",
            "Nid yw eich cofrestriad wedi'i atal mwyach. Mae'r hyn a ddewisoch o'r blaen yn dal."),
    WITHDRAWN_TEXT(
            "You stopped agreeing to them. Agree again below.",
            "Rydych wedi tynnu eich cytundeb yn ôl. Cytunwch eto isod."),
    ARCHIVE("The alerts that were sent to you", "Y rhybuddion a anfonwyd atoch"),
    ARCHIVE_EMPTY("None so far.", "Dim hyd yma."),
    HELD("Something is held for you", "Mae rhywbeth yn cael ei ddal yn ôl i chi"),
    HELD_TEXT(
            "It came in your quiet hours. If it is still in force then, it will be sent at",
            "Daeth yn ystod eich oriau tawel. Os bydd yn dal mewn grym bryd hynny, caiff ei anfon am"),
    NOT_FOR_YOU(
            "Something was sent to you that you cannot read at the moment. Ask your organisation's security lead or your"
                    + " police contact.",
            "Anfonwyd rhywbeth atoch na allwch ei ddarllen ar hyn o bryd. Gofynnwch i arweinydd diogelwch eich sefydliad"
                    + " neu'ch cyswllt gyda'r heddlu."),
    NOT_SENT("No such alert was sent to you.", "Ni anfonwyd rhybudd o'r fath atoch."),
    DATA("Download everything as a file (JSON)", "Lawrlwytho popeth fel ffeil (JSON)"),
    ENDPOINTS("Where we write to you", "I ble rydym yn ysgrifennu atoch"),
    DEVICE("The app on your device", "Yr ap ar eich dyfais"),
    STATE_UNCONFIRMED("waits to be confirmed", "yn aros i gael ei gadarnhau"),
    STATE_IN_USE("in use", "yn cael ei ddefnyddio"),
    STATE_OFF("switched off", "wedi'i ddiffodd"),
    STATE_STOPPED("stopped: nothing is sent there", "wedi'i stopio: ni chaiff dim ei anfon yno"),
    SWITCH_OFF("Switch off", "Diffodd"),
    SWITCH_ON("Switch on", "Troi ymlaen"),
    REMOVE("Remove", "Tynnu"),
    ADD_ADDRESS("Add an address", "Ychwanegu cyfeiriad"),
    ADD_TEXT("We write to it and ask you to confirm it.", "Byddwn yn ysgrifennu ato ac yn gofyn i chi ei gadarnhau."),
    LAST_ADDRESS("This is your last address", "Dyma eich cyfeiriad olaf"),
    LAST_ADDRESS_TEXT(
            "Without it you could not sign in again. Add another first, pause your alerts, or erase your registration.",
            "Hebddo ni allech fewngofnodi eto. Ychwanegwch un arall yn gyntaf, oedwch eich rhybuddion, neu dilëwch eich"
                    + " cofrestriad."),
    FULL("There is no room for another address", "Nid oes lle i gyfeiriad arall"),
    FULL_TEXT(
            "You can have 15, and the place of one that was removed is free after 30 days.",
            "Gallwch gael 15, ac mae lle un a dynnwyd yn rhydd ar ôl 30 diwrnod."),
    TIER_NOW("Your access", "Eich mynediad"),
    PAUSE("Pause all alerts", "Oedi pob rhybudd"),
    RESUME("Start alerts again", "Ailgychwyn rhybuddion"),
    PREMISES("Your premises", "Eich safleoedd"),
    PREMISES_NONE(
            "None. With premises you also get alerts for businesses.",
            "Dim. Gyda safle, cewch rybuddion i fusnesau hefyd."),
    KNOWN_AS("Alerts for", "Rhybuddion ar gyfer"),
    ADD_PREMISES("Add premises", "Ychwanegu safle"),
    CONSENTS("What you agreed to", "Yr hyn y cytunoch iddo"),
    CONSENTS_TEXT(
            "If you stop agreeing, you get nothing any more, but we keep your registration until you erase it.",
            "Os tynnwch eich cytundeb yn ôl, ni chewch ddim mwyach, ond byddwn yn cadw eich cofrestriad nes i chi ei ddileu."),
    GIVEN("agreed", "cytunwyd"),
    TAKEN_BACK("not agreed", "ni chytunwyd"),
    VERSION("wording", "geiriad"),
    PURPOSE_ALERTS("Alerts", "Rhybuddion"),
    PURPOSE_EXERCISES("Exercises and tests", "Ymarferion a phrofion"),
    PURPOSE_ADVICE("Advice", "Cyngor"),
    WITHDRAW("Stop agreeing to alerts", "Tynnu cytundeb i rybuddion yn ôl"),
    AGREE_AGAIN("Agree to alerts again", "Cytuno i rybuddion eto"),
    WITHDRAW_EXERCISES("Stop exercises and tests", "Stopio ymarferion a phrofion"),
    AGREE_EXERCISES("Send me exercises and tests too", "Anfonwch ymarferion a phrofion ataf hefyd"),
    LEAVING("Leaving", "Gadael"),
    ERASE("Erase everything", "Dileu popeth"),
    ERASE_TEXT(
            "Your name, addresses, choices and what you agreed to are erased at once, and premises that nobody else answers"
                    + " for. Figures about alerts stay, without you.",
            "Caiff eich enw, cyfeiriadau, dewisiadau a'r hyn y cytunoch iddo eu dileu ar unwaith, a safleoedd nad oes neb"
                    + " arall yn ateb drostynt. Bydd ffigurau am rybuddion yn aros, heboch chi."),
    ERASE_WARNING(
            "You get no alerts any more, and nobody can undo this.",
            "Ni chewch ragor o rybuddion, ac ni all neb ddadwneud hyn."),
    ERASE_BUTTON("Erase everything now", "Dileu popeth nawr"),
    ERASED("Everything is erased", "Mae popeth wedi'i ddileu"),
    ERASED_TEXT(
            "We hold nothing about you any more. You can register again whenever you like; the same addresses in 30 days.",
            "Nid ydym yn cadw dim amdanoch mwyach. Gallwch gofrestru eto pryd bynnag y dymunwch; yr un cyfeiriadau ymhen 30"
                    + " diwrnod."),

    // ---- what goes wrong
    ERROR("Error", "Gwall"),
    PROBLEM("There is a problem", "Mae problem"),
    TOO_LONG("Enter something shorter", "Rhowch rywbeth byrrach"),
    BAD_CHARACTERS("Use only letters, digits and signs", "Defnyddiwch lythrennau, digidau ac arwyddion yn unig"),
    NOT_OURS("Please do that again", "Gwnewch hynny eto"),
    NOT_OURS_TEXT(
            "Nothing has been changed, because we could not tell that this came from our own page. Sign in, or open the page"
                    + " again.",
            "Nid oes dim wedi newid, am na allem ddweud bod hyn wedi dod o'n tudalen ein hunain. Mewngofnodwch, neu agorwch"
                    + " y dudalen eto."),
    FOOTER(
            "While you are signed in, this site keeps one cookie to know you by. It loads nothing from anybody else.",
            "Tra byddwch wedi mewngofnodi, mae'r wefan hon yn cadw un cwci i'ch adnabod. Nid yw'n llwytho dim gan neb arall.");

    private final String english;
    private final String welsh;

    Wording(String english, String welsh) {
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
