"""English phrases by tag, matched against folded text (see ``lexicon``)."""

MACROS = {
    "you": "you|u|ya|yourself",
    "your": "your|ur",
    "id": "i'd|id|i would|i should|we'd|we would",
    "im": "i'm|im|i am|i was|i've been|i have been|we're|we are",
    "ive": "i've|ive|i have|i had|i'd|i",
    "ill": "i'll|i will|i shall",
    "could": "could|can|would|will|might|may|wouldn't|couldn't|can't|won't",
    "adv": "(?: (?:possibly|please|kindly|maybe|perhaps|just|also|at all|by any chance|ever|really|"
    "simply|only|still|very much|so|be so kind as to|consider|then|quickly|even|"
    "mind|be able to|be willing to|be prepared to|find time to|find it in you to))*",
    "num": r"\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|"
    "forty|forty-five|sixty|half an|a few|a couple of|several|a handful of",
    "month": "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec",
    "season": "spring|summer|fall|autumn|winter|new year|year's end|christmas|easter|"
    "end of the (?:month|year|term|summer)",
    "when": r"(?:early |mid-?|late |the |this |next |coming |end of |the end of )*(?:<month>|<season>|\d{4})",
    "plan": "applying|looking|searching|exploring|researching|considering|weighing|thinking of(?! (?:you|our|those|us|that))|"
    "thinking about(?! (?:you|our|those|us|that))|planning|preparing|retraining|shifting|moving|switching|changing|"
    "transitioning|returning|graduating|finishing|completing|starting|leaving|job-?hunting|hunting|"
    "training|between|coming off|coming back|coming out|going back|re-?entering|back in|back on|"
    "back at work|deciding|choosing|stuck|"
    "aiming|wrapping up|relocating|emigrating|rethinking|at (?:a|the) .{0,14}crossroads|"
    "gathering facts|"
    "writing up|sitting (?:my|the)|seeking|trying to (?:move|break|get|find|decide|change|switch|"
    "leave|return|work out|figure out|understand)|hoping to (?:move|apply|find|work|get|become|"
    "switch|start|return|join|break|land|transition|leave|go|sit)|in (?:my|the) (?:last|final)|out of "
    "(?:work|a job)|unemployed|facing|losing|job-?seeking|"
    "working towards|new to|due to (?:finish|graduate|start)|about to (?:finish|graduate|start|"
    "apply|leave|move|change|be|go|enter|lose)|winding (?:up|down)|putting (?:together|in)|mulling|"
    "tempted|pivoting|branching|setting up|launching|drafting|polishing|updating|rewriting|open to",
    "mine": "contract|term|post|posting|position|fellowship|post-?doc|grant|visa|permit|lease|funding|"
    "leave|mandate|placement|apprenticeship|internship|degree|phd|master's|masters|thesis|program|"
    "programme|course|job|role|office|firm|company|plant|department|dept|team|unit|hours|shop|"
    "branch|site|project|school|employer|studies|secondment|bursary|scholarship|mat leave|lab|"
    "residency|diploma|bootcamp|shift|mill|mine|store|studio|practice|residence|paper",
    "ends": "ends?|ending|ended|finish(?:es|ed|ing)?|runs? out|ran out|running out|clos(?:es|ed|ing)|"
    "is up|'s up|wraps? up|wrapping up|expires?|expiring|is approved|(?:got|is|are|was|were|being) "
    "(?:cut|closed|axed|eliminated|abolished|dissolved|moved|outsourced|made redundant|let go)|"
    "disappear(?:s|ing)?|relocat(?:es|ing)|winding down|winds down|shutting|shuts|folding|folded|"
    "comes to an end|over|merging|downsizing|laying|moving|restructur(?:ing|ed)|is done|are done|"
    "goes in|up for renewal|stops",
    "work": "job|jobs|role|roles|post|posts|position|positions|career|work|posting|opening|vacancy|"
    "apply|applying|application|applications|interview|interviews|field|industry|sector|market|"
    "company|team|profession|licen[cs]e|certificate|exam|course|candidate|cv|resume|competition|hiring|"
    "employers?|qualification|register|trade",
    "did": "worked|shared|did|met|studied|opened|built|ran|were|had|taught|sat|spent|organi[sz]ed|"
    "planned|used to|wrote|launched|played|lived|presented|put|made|went|co-?\\w+ed|handled|set up|"
    "got|took|led|finished|started|survived|trained|served|drove|carried|toured|sang|rowed|pulled|"
    "delivered|designed|\\w+ed|overlapped|left|kept|began|fought|stood|flew|dug|ate|drank|rode|held",
    "knew": "taught|supervised|trained|hired|mentored|managed|coached|showed|looked after|covered|"
    "once|ran|led|chaired|marked|graded|examined|interviewed me|gave me|took me|let me|"
    "used to|saw me|signed off|introduced me|helped me|encouraged|guided|watched|told me|said|"
    "lent me|tutored|promoted|advised|stood up|stayed|were (?:my|the (?:one|only|person|heart|boss|manager|first to|best|chair|lead)|a|our|on|in|at|always|so)|"
    "and i|may (?:remember|recall)|might (?:remember|recall)|'ll (?:remember|recall|know me)|"
    "will (?:remember|recall|know me)|probably (?:remember|know|recall)|won't remember|remember|"
    "knew me|oversaw|directed|drove|brought|backed|pushed|spoke (?:at|to our)|guest|edited|made me|"
    "had me|got me|put me|kept|read my|wrote",
}  # fmt: skip

PHRASES: dict[str, tuple[str, ...]] = {
    # How a request can be framed. A strong frame is a request whatever its object.
    "ask_strong": (
        "favou?r to ask", "(?:ask|asking|beg|need|want) (?:<you> )?(?:for )?(?:a|one|this|another|some)"
        "(?: (?:small|big|huge|quick|tiny|little|modest|specific|particular|single|last))* favou?rs?",
        "do me (?:a|one|this|the)(?: \\w+)? favou?r", "return the favou?r", "(?:small|big|little|tiny|"
        "quick|one) favou?r", "favou?r :",
        "(?:writing|calling|ringing|getting in touch|reaching out|messaging|contacting) (?:to you |you )?(?:today |now |again )?(?:to|because|with|for) (?:ask|request|see if|see "
        "whether|enquire|inquire|i (?:want|need|have a|would like|'d like|hope)|a (?:\\w+ )?(?:request|"
        "question|favou?r)|one (?:\\w+ )?(?:request|question|favou?r)|your (?:help|advice|opinion|"
        "view|input|support))",
        "(?:my|the|here is my|here's my|here's the|one) (?:\\w+ )?(?:ask|request) (?:is|:|,|for you|of "
        "<you>|comes)", "(?:my|the|one|a) reason (?:for|i'm|i am) writing (?:is|:)",
        "(?:i have|i've got|i've|here is|here's|it's|this is|with|come with|comes with|have) (?:a|one|"
        "an)(?: \\w+){0,3} (?:request|ask|question for <you>|question to (?:ask|put)|thing to ask|"
        "thing i'd like to ask)", "would like to (?:ask|request)", "<id> like to (?:ask|request)",
        "wanted to (?:ask (?:<you>|for|whether|if)|see if|see whether|request)",
        "(?:kindly|please|would like to|i) request(?:ing)?",
        "(?:one|a|quick|small|practical|single|only|simple|straight|short|brief|just one|odd) "
        "question(?: \\w+){0,4} ?(?::|,|for <you>|from|if i may)", "i (?:have to|must|need to) ask",
        "pick <your> brains?", "picking <your> brains?", "bounce .. off <you>",
        "refer me", "(?:words|pearls) of wisdom", "any (?:tips|advice|pointers|leads|openings|thoughts "
        "on (?:my|how|what|where)|guidance|suggestions|ideas)", "i need <you> to", "i'm begging",
        "i beg <you>", "begging <you>", "(?:i )?need <your> (?:help|advice|support|opinion|input)",
        "(?:could|can) (?:use|do with) (?:some|<your>|a bit of|a little|a hand) .. (?:help|advice|"
        "guidance|hand|support|eyes|view)", "(?:could|can) (?:use|do with) <your> \\w+",
        "help me (?:out|find|get|land|figure|with|decide|sort|understand|understanding|choose|prepare|"
        "break|move|see|work out|to)", "give me (?:a|some|any|<your>) (?:hand|help|advice|tips|job|"
        "leads?|reference|chance|break|referral|recommendation|steer|pointers?|leg up|heads up)",
        "(?:find|get|land|score) me (?:a|an|some|in|into|hired|on|something|anything|work|the)",
        "hook me up", "put in (?:a|the) (?:good )?word", "put (?:a|my) (?:good )?word in",
        "put me (?:in touch|forward|in contact|through)", "get me in", "hire me", "take me on",
        "tell me (?:where|what|how|which|who|whether|if)", "(?:one|a) (?:word|call|line|email|phone call|sentence) from <you>", "(?:to|i) expect (?:a|an|<you> to|at least)", "(?:it's|it is|it would take|it'll take|it takes|it'd take)(?: only| just)? (?:<num>) (?:minutes|lines|sentences)", "someone (?:like me|with my \\w+)", "anything for me", "all it (?:would|will) take",
        "do the needful", "kindly (?!accept|forgive|excuse|note|feel|ignore|disregard|find|remembered|asked|gave|took|agreed|offered|took)\\w+",
        "(?:i |am |'m |are |was )(?:humbly |respectfully |hereby |therefore |also )*(?:requesting|request|begging)", "click (?:below|here|on|the)", "sign up (?:now|here|before|today|for my)", "\\d+ ?% off",
        "guide me", "advise me", "enlighten me", "tak(?:e|ing) (?:me|my \\w+|him|her) on",
        "i'm (?:asking|requesting)(?! (?:you )?because)", "i am (?:asking|requesting)(?! (?:you )?because)", "asking (?:<you> )?(?:for|if|whether|"
        "about|to)", "(?:i|we) (?:want|need|require|seek) (?:a|an|one|some|<your>|the|two|three) .. "
        "(?:recommendation|rec|reference|referral|letter|introduction|intro|call|advice|opinion|help)",
        "looking for (?:a|an|some|<your>|any|two|three|one|honest|someone) .. (?:advice|"
        "recommendation|reference|referral|feedback|introduction|pointers|guidance|opinion|help|"
        "mentor|contacts?|leads)", "grab a slot", "book a (?:slot|demo|time)",
        "seeking (?:your|a|some|advice|guidance)", "point me (?:to|in|at|toward|towards)",
        "steer me", "let me know (?:if|whether) <you> (?:could|can|would|'d|know of|are able|might)",
        "let me know (?:which|what|where|who) .. (?:apply|would|should|could)",
        "after <your> (?:advice|opinion|view|help|wisdom|thoughts)", "hit <you> up",
        "remind me to give <you>", "give <you> my (?:cv|resume)", "keep me in mind",
        "keep (?:an eye|your eyes|an ear|your ears|your ear) (?:out|open) for", "think of me if",
        "(?:i want|i'm after|i am after) (?:something|some|your|a|an|one|two)", "mentor me", "mentorship",
        "ask of <you>", "ask (?:is|:)(?: this)?",
        "i come (?:to you )?(?:with|for)", "(?:question|request|ask) i (?:have|had|put|sent)",
        "i'd be asking", "in need of (?:your|a|some)", "beg(?:ging)? (?:a|the) favou?r",
    ),
    "ask_direct": (
        "<could> <you><adv> (?!believe|imagine|like me|like a lift|want me|want a|see from|guess|tell i|say no)"
        "\\w+", "do <you> think <you> (?:could|might|can|would|'d)", "do <you> (?:know (?:of|any|"
        "anyone|someone|which|who|where|if|what)|have (?:any|a|time|ten|15|twenty|fifteen|20|10))",
        "are <you> (?:able|willing|open|up for|in a position|free|available|ok|okay|around)",
        "(?:would|is|might|will) it (?:be )?(?:possible|ok|okay|all right|alright|too much|feasible|be "
        "possible)", "(?:would|could|might|is) (?:a|an|the|some) .. (?:possible|ok|okay|all right|alright|doable|feasible|convenient)", "(?:any|a|some|is there any|is there a) (?:chance|possibility|way|hope|prospect)",
        "<you> (?:could|can|might|would)(?: \\w+)? (?:help|write|put|spare|tell|share|give|introduce|"
        "point|recommend|send|look|suggest|vouch|refer|connect|pass|forward|speak|talk|meet|advise|"
        "let me|do|confirm|find|name|see your way)", "if <you> (?:could|would|can|might|were able|were "
        "willing|'d)", "if <you>'d", "see if <you>", "do <you> mind", "would <you> mind",
        "fancy (?:a|giving|helping)", "mind if", "wonder(?:ed|ing)? (?:if|whether|about|could|would|which|"
        "what|how|where)", "<you> (?:mind|fancy|reckon)", "(?:find|spare|give|lend) me (?:a|an|ten|"
        "fifteen|twenty|10|15|20|five|your|some|two|half)", "spare (?:a|an|ten|fifteen|twenty|10|15|20|five|"
        "me|some|half|two)",
    ),
    "ask_wh": (
        "how would <you>", "what would <you>", "where would <you>",
        "which .. would <you>", "who would <you>", "what do <you> (?:think|look|reckon)",
        "where (?:should|could|can|might|else|to) (?:i )?", "what (?:should|could|can|might|must|would) (?:i|"
        "make|a|strengthen|help|the|someone|hiring)", "how (?:should|could|can|might|do|would|did) (?:i|you "
        "(?:get|land|break|make|move|succeed|manage|become))", "who (?:should|could|might|else) (?:i )?",
        "which (?:one|two|of|\\w+)(?: \\w+){0,4} (?:should|would|could|do|are|can|to)",
        "(?:what|which|where|who|how)(?:'s| is| are)(?: \\w+){0,6} <you>'d", "does (?:a|an|the|it|having|one|my)", "is (?:it|there|a|an|the|my) .. (?:worth|better|wiser|"
        "enough|possible|still|too late|needed|necessary|realistic|taken|seen|valued|respected)", "(?:if|were|suppose) <you> (?:were|had|got|saw) .. what", "any .. (?:worth|hiring|recruiting|"
        "that (?:take|hire|would))", "are <you> still",
    ),
    "ask_direct_more": (
        "when works", "when are <you>", "how about", "what about a", "up for (?:a|grabbing|some)",
        "can <you> (?!believe|imagine)\\w+", "pls", "plz", "please (?:do )?(?!accept|forgive|don't|do not|excuse|let this|know that|"
        "give my|give our|say hi|say hello|pass on my (?:regards|best)|feel|ignore|be|keep well|tell "
        "(?:your|the|everyone))\\w+", "please,? please",
    ),
    "ask_wish": (
        "<id>(?: (?:really|so|very much|also|just|truly|much|certainly|dearly|especially))* (?:love|like|"
        "appreciate|value|welcome|be (?:so |very |really |most |truly |deeply |forever |extremely |"
        "eternally )?(?:grateful|glad|thankful|obliged|happy|delighted|curious|keen|honou?red|"
        "indebted|interested)|need|hope|prefer|enjoy|find it)",
        "(?:<im>|was|am|been) (?:just |also |really |still |simply |merely |kind of )?(?:wondering|"
        "hoping|after|keen|curious)",
        "^hoping", "hoping (?:to|you|for|that you|we)", "wondering", "i (?:want|need|require|hope|would|"
        "wish|wonder|wondered|expect|trust)", "it(?: would|'d| will) (?:really |also |truly |just |only )?"
        "(?:mean|help|be (?:a )?(?:so |really |very |such )?(?:great|lovely|wonderful|amazing|helpful|"
        "nice|good|brilliant|handy|gold|huge|big|useful|invaluable|appreciated|ideal|perfect|honou?r))",
        "would (?:really |greatly |certainly |also )?(?:help|mean|make a|be (?:a )?(?:great|huge|big|so|very|"
        "really|of|gold|much|worth|enough|wonderful|welcome|plenty|invaluable|appreciated|perfect|just))",
        "(?:much|deeply|greatly|really) appreciated?", "would (?:love|like|appreciate|value|welcome)",
        "^need(?:ing)?", "^looking for", "^seeking", "(?:so |very |most )?grateful (?:if|for any|for a|for your "
        "(?:advice|help|view|opinion|thoughts))", "appreciate (?:if|it if|any|a|<your> (?:help|advice|"
        "view|thoughts|input|opinion|time|support))", "i could (?:use|do with)", "(?:all|what) i('m| am)? "
        "(?:ask|asking|need|want|after|hoping)", "what i'm after", "what i am after", "what i need",
        "love to", "^happy to hear", "keen to", "interested in <your>", "curious (?:to|about|what|how|"
        "whether)", "thought (?:of you|you might|you could|i'd ask|you'd)", "(?:a|two|three|few|couple of) "
        "(?:\\w+ ){0,4}(?:from <you>|would)", "hope <you> (?:can|could|might|will|would|'ll)",
        "(?:ask|request|beg) (?:<you> )?(?:to|if|whether|that)", "expect <you> (?:can|will|to|could|'ll)",
        "counting on <you> (?:to|for)", "<your> (?:advice|opinion|view|take|thoughts|help|insight|"
        "input|perspective)",
    ),
    "ask_permission": (
        "(?:could|can|may|might|would) (?:i|we)<adv> \\w+", "let's (?:talk|meet|grab|have|set|chat|jump|"
        "hop|do|get on)", "shall we", "let me (?:sit|have a|use|meet|shadow|join|into)",
        "(?:ok|okay|all right|alright|possible) (?:if|for me to|to) (?:i)?", "i (?:may|might|could) (?:call|"
        "ring|ask|use|mention|name|list|put|give|have|buy|borrow|come|meet|take)", "i'll call <you>",
        "get on a call", "hop on a call", "jump on a call", "(?:buy|shout|stand) <you> (?:a|lunch|coffee)",
    ),
    "ask_imperative": (
        "^(?:refer|send|tell|give|find|get|help|pass|forward|introduce|connect|call|"
        "ring|text|message|email|advise|point|show|share|review|recommend|endorse|vouch|let|do|make|write|say|"
        "ask|put|check|confirm|read|bring|take|lend|have a (?:look|think|word)|speak|talk|"
        "grab|book|sign|click|reply|respond|answer|use|look|meet|come|name|suggest|list) (?:me|my|it|"
        "this|that|us|a|an|the|your|up|out|at|over|on|with|to|by|along|round|around|one|two|three|copy)",
        "and (?:send|tell|give|find|get|help|pass|forward|introduce|connect|ask|bring|put|let me|make|"
        "write|do) (?:me|my|it|along|round|around|your|a|sure|the|us)",
    ),
    "ask_recall": (
        "(?:my|the) (?:earlier|previous|last|first|original|little|short|recent)? ?(?:note|message|email|e-mail|"
        "letter|request|question|enquiry|inquiry|ask|text|voicemail|favou?r)(?: \\w+)? (?:of|from|about|"
        "on|asking|in which|regarding|to you|went|that i|i (?:sent|put|asked|made|wrote)|for|below)",
        "i (?:had |have )?(?:asked|requested|wrote|emailed|e-mailed|messaged|texted|put to you|sent)",
        "(?:i've|i'd) (?:asked|requested|written|put|sent|wondered)", "(?:gentle|friendly|kind|quick|small|final|last|single|little) "
        "(?:nudge|reminder|bump|follow-?up)",
        "reminder", "nudge", "nudging", "(?:follow|following|followed) up", "(?:circle|circling) back",
        "(?:check|checking) (?:in|back) (?:on|about|to see|whether|if)", "(?:any|no) (?:news|word|luck|"
        "progress|update) (?:on|about|with)", "still (?:hoping|interested|looking for|wondering|keen|"
        "like|love|be glad)", "(?:question|request|recommendation|reference|letter|referral|call|"
        "introduction) (?:i|that i|which i) (?:had )?(?:asked|put|sent|requested|mentioned|raised)",
        "(?:bump|bumping|resend|resending|chas(?:e|ing))", "second (?:request|attempt|try)",
        "(?:about|regarding|re) (?:the|my|that) (?:recommendation|reference|question|request|call|"
        "letter|introduction|referral|names|favou?r|coffee)",
        "(?:the|that) (?:recommendation|call|coffee|names|introduction|letter|referral|lines) you "
        "(?:promised|offered|mentioned|kindly|said|agreed)", "you (?:said|offered|agreed|promised|"
        "kindly|were going|mentioned) .. (?:to|you'd|would|that)",
    ),
    # What may be asked for.
    "o_recommendation": (
        "(?:linkedin )?recommendations?", "recs?", "endorse(?:ment)?s?", "recommend me", "testimonials?",
        "(?:lines?|sentences?|words|paragraph|something|few lines|bit) (?:\\w+ )?(?:on|for|to) (?:my )?"
        "(?:linkedin|profile|my page)", "(?:on|for) (?:my )?linkedin(?: profile)?",
        "write (?:me )?(?:a|two|three|up to|no more than|\\d) (?:\\w+ ){0,4}(?:lines?|sentences?)",
    ),
    "o_reference": (
        "(?:be|as|act as|give|my|a|phone|written|job|character|academic|professional|work) "
        "(?:a |my )?(?:referee|reference)", "references? (?:from|for|check|letter)", "reference letter",
        "vouch", "lend me <your> name", "(?:use|mention|drop|give|put down|list|name) <your> name",
        "speak (?:for|up for) me", "put in (?:a|the) (?:good )?word", "put .. word in", "good word",
        "list <you>", "name <you> as", "take (?:a|the|one) call from", "as (?:one of )?my referees?",
    ),
    "o_referral": (
        "refer me", "referrals?", "(?:pass|forward|hand|give|send|slip|put|get|show|submit)(?:ing)? "
        "(?:on |along |up |in |round )?(?:my|the) (?:attached )?(?:cv|resume|application|details|profile|name)"
        "(?: \\w+)* (?:to|in front|on|along|up|into|round)?", "internal(?:ly)? refer\\w*",
        "put me forward", "flag (?:my|the) application", "follow up with .. (?:manager|hr|recruiter)",
        "chase", "my cv for <your>", "(?:mention|raise) me to",
    ),
    "o_introduction": (
        "introduc(?:e|ing) me", "introductions?", "intros?", "connect me (?:with|to)", "put me in "
        "(?:touch|contact)", "(?:bring|invite) .. (?:director|manager|boss|head|along)", "sit next to",
        "introduc(?:e|ing) us", "put us in touch", "(?:pass|forward) .. (?:note|message|email) (?:on )?to",
        "ask round", "ask around", "meet your \\w+", "(?:someone|anyone|somebody|a person|people) .. "
        "(?:i could|i can|i might|to|who)(?: \\w+)? (?:talk|speak|write|ask|contact|hires?)",
    ),
    "o_meeting": (
        "coffees?", "calls?(?! me| back| to discuss)", "(?:phone|video|zoom|teams|skype|whatsapp|facetime) (?:call|chat|"
        "conversation)?", "on the (?:phone|telephone)", "by phone", "telephone", "chats?", "minutes?", "mins?",
        r"\d+-?min", "quarter of an hour", "half an hour", "half-hour", "conversation", "meet(?:ing)?",
        "meet up", "sit down", "sit-down", "talk (?:to|with) <you>", "talk", "speak (?:to|with) <you>", "lunch",
        "breakfast", "a tea", "a pint", "an hour", "afternoon", "<your> time", "zoom", "drink", "cuppa",
        "walk", "visit", "shadow", "brew",
    ),
    "o_advice": (
        "advice", "advise", "ideas?", "tips?", "pointers?", "opinion", "thoughts", "insights?", "feedback",
        "perspective", "view", "views", "take on", "brains?", "guidance", "wisdom", "suggestions?",
        "questions?", "judg(?:e)?ment", "steer", "what (?:would|should|could|one|two|you|i|it|the|skills|"
        "hiring|employers|training|experience|to)", "how (?:to|you|i|the|hiring|people|your|someone|did|do|"
        "it)", "whether", "frank", "honest (?:opinion|view|answer|feedback|read)", "experience of",
        "learn (?:from|about|how|more)", "understand how", "mentor(?:ship|ing)?", "help", "support",
        "figure out", "career thing", "moral support", "one or two (?:points|things)", "bullet points?",
        "knowledge", "lessons", "sense of", "read on", "verdict", "coach(?:ing)?", "second opinion", "hand",
    ),
    "o_names": (
        "(?:names?|organi[sz]ations?|employers?|companies|firms|places|ngos?|institutions?|agencies|"
        "museums|labs|departments|charities|schools|shops|clinics|studios|outfits|teams|foundations|boards)",
        "where (?:else )?(?:to|should|would|could|i|you|might|can)(?: i)?(?: \\w+)? (?:apply|look|try|"
        "send)", "where to (?:apply|look)", "where else", "who(?:'s| is| are| might be)? (?:hiring|"
        "recruiting)", "leads",
    ),
    "o_review": (
        "(?:look|looking|read|reading|go|going|glance|eye|eyes|look-over|pass) (?:over|at|through|on) "
        "(?:my|the|this) (?:\\w+ )?(?:cv|resume|cover letter|letter|portfolio|application|profile|draft|"
        "essay|proposal|statement|page)", "(?:review|critique|proofread|edit|fix|redo|rewrite|check|"
        "correct|improve) (?:my|the|this) (?:\\w+ )?(?:cv|resume|cover letter|letter|portfolio|"
        "application|profile|draft|statement|page)", "(?:cv|resume|portfolio) review", "mock interview",
        "practice interview", "(?:feedback|comments) on my (?:\\w+ )?(?:cv|resume|cover letter|portfolio)",
    ),
    "o_job": (
        "(?:find|get|give|offer|create|land|secure|got) me (?:a|an|some|in|into|hired|on|something|anything|"
        "work|the|any)", "hire me", "take me on", "job for me", "(?:a|any|some) (?:job|work|opening|"
        "position|post|vacancy) (?:for|at|in|with|on) <your>", "get me in", "slot me",
        "i'd be in", "<you> (?:are|'re) hiring", "openings? (?:at|with|on|in|for) (?:<you>|your|the)", "anything for me", "a place (?:for me|on your)",
        "make room", "find me", "give me a (?:job|chance|shot|start|break)", "spot for me", "bring me in",
        "get me (?:a|an) (?:job|interview|offer)", "keep me in mind", "think of me",
    ),
    "o_letter": (
        "(?:employment|experience|support|confirmation|service|recommendation|work|invitation|"
        "sponsorship) (?:letter|certificate)", "letter of \\w+", "certificate of (?:employment|service)",
        "letter (?:for|confirming|stating|that)", "sign (?:my|the|a) (?:\\w+ )?(?:form|letter|timesheet|"
        "hours)", "proof of", "confirm (?:my|in writing|the)", "letter", "nominat(?:e|ion)",
    ),
    "o_contact": (
        "(?:the |an )?(?:e-?mail|number|address|contact(?: details| info)?|phone number|name) (?:of|for) "
        "(?:<your>|the|someone|a|an|whoever)", "contacts", "<your> (?:contacts|network|connections|"
        "address book)", "who to (?:contact|ask|write)",
    ),
    "o_permission": (
        "(?:may|can|could|might) i (?:\\w+ )?(?:say|mention|quote|name|use|list|state|write|put|tell)",
    ),
    "o_sale": (
        "demo", "(?:sign|signed) up", "subscri(?:be|ption)", "invest(?:ment|ing|or)?s?", "my (?:product|"
        "services|start-?up|business|course|platform|app|coaching|offer|shop|book|funnel|webinar)",
        "offering (?:\\w+ ){0,3}(?:\\d+|half|a discount)", "\\d+ ?(?:%|percent|per cent) off", "card details", "my own (?:\\w+ )?business", "discount", "offer (?:for|that|expires|is)", "grab a slot", "buy(?:ing)? (?:from|my|a|into)", "sell "
        "<you>", "promo(?:te|tion)?", "downline", "commission", "clients? (?:for|to) (?:my|me)",
        "opportunity to earn", "earn (?:money|extra|from|with|commission)", "donat(?:e|ion)", "crowdfund\\w*",
    ),
    "o_money": ("lend me (?:some|money|a|\\d|the)", "loan", "borrow", "money", "dollars", "cash", "pay my"),
    "career": (
        "job", "jobs", "career", "careers", "role", "roles", "apply", "applying", "application",
        "applications", "cv", "resume", "hiring", "hire", "interview", "interviews", "interviewers?",
        "industry", "sector", "profession", "professional", "field", "employers?", "posting", "posts?",
        "position", "vacancy", "candidate", "candidacy", "recruit\\w*", "linkedin", "profile", "portfolio",
        "qualification", "certificat\\w+", "exam", "licen[cs]\\w+", "diploma", "degree", "phd", "transition",
        "switch", "change", "move into", "jump (?:to|into)", "going freelance", "freelanc\\w+",
        "consult\\w+", "route", "training", "salary", "promotion", "director", "manager", "level up",
        "organi[sz]ations?", "company", "companies", "firms?", "ngos?", "competitions?", "analyst",
        "nurs\\w+", "teach\\w+", "engineer\\w*", "trade", "department", "market", "networking", "business",
        "half-?page", "bookkeep\\w+", "respected", "registrar", "shortlist\\w*", "stronger", "strengthen",
        "appealing", "convincing", "regulat\\w+", "pathway", "path", "skills?", "experience", "team",
        "contract", "grant", "funding", "clients?", "start-?up", "venture", "board", "course", "programme",
        "program", "work",
    ),
    # What only looks like a request.
    "v_social": (
        "hear (?:<your> news|about <your> (?:life|news|family|adventures|year|garden|trip|travels)|how <you>|"
        "from <you>|all about|what <you>(?:'re| are|'ve| have)? (?:up to|been|doing))",
        "<your> news", "catch(?:ing)? up", "see <you>(?: again| soon|r face| there| all)?", "get together",
        "got together", "(?:be|stay|keep|get back|back|remain|staying|keeping|being) in touch", "reunion",
        "dinner", "barbecue", "party", "wedding", "how (?:are|is|was|were|have|has|did|'s|'re) "
        "(?:<you>|<your>|life|things|everyone|the)", "hear about <your>", "say (?:hi|hello)", "old times",
        "reminisce", "meet the (?:baby|kids|family|dog)", "come (?:to|and) (?:visit|stay|see)", "swap news",
        "photos?", "raise a glass", "hope (?:to|we) .. (?:meet|see|cross)", "paths cross",
        "no (?:project|agenda) ", "for old times", "the recipe", "read (?:it|together)",
        "let me know how (?:<you>|it|things|life|the)", "is (?:this|now|it) (?:\\w+ ){0,2}?(?:all right|good|ok|okay|convenient|bad|fine)(?: \\w+)? ?(?:moment|time)?(?= ?\\?)", "what (?:<you>'re|<you> are|are <you>) (?:up to|reading|doing|"
        "growing|cooking)", "(?:your|the) address (?:so|for) ", "send <you> (?:a|the|some|one)",
    ),
    "v_offer": (
        "(?:can|could|may) i (?:ever )?(?:help|return|be of|do anything|offer|send <you>|buy you a drink to)",
        "if (?:i|there's anything i|there is anything i) can (?:ever )?(?:help|return|do|be|repay|offer)",
        "(?:anything|something) i (?:can|could) (?:ever )?(?:do|send|offer|help)",
        "would <you> like (?:me|a|my|to (?:join|come|have|see|hear))", "do <you> want me to", "shall i",
        "happy to (?:send|help|share|return|provide|supply|write|give|work around|do|pay|put|draft|answer|"
        "come|call|travel|fit)",
        "glad to (?:send|help|share|return|provide|supply|write|give|do)", "<ill> (?:gladly )?(?:send|bring|"
        "supply|provide|do the rest|work around|fit|come to|pay|keep it|drop <you>|write (?:again|to you))",
        "if <you> (?:ever|would ever|should ever) (?:need|want|are|find|come|pass|wish)", "i can (?:send|"
        "help|offer|provide|supply|bring|come|do|return)", "i could (?:send|offer|provide|supply|bring)",
        "let me (?:know if (?:i can|you (?:ever )?(?:need|want)|there's)|return|repay|buy|treat|send)",
        "thought <you> (?:might|would|may|'d) (?:like|enjoy|want|find|smile|be amused|laugh)",
    ),
    "v_wellwish": (
        "(?:i |we )?hope (?:<you> (?:are|'re|have|had|will have|'ve|and|enjoy|get|find|keep|both|all)|<your>|"
        "all|the|that (?:<you>|<your>|all|life)|this (?:finds|note|message|email)|life|things|everything|"
        "it (?:goes|went|is|all)|<you>'re|retirement|our paths|we (?:meet|see|cross|run|can meet)|to (?:see|"
        "meet|run))", "hoping (?:all|life|<you> are|<you>'re|<you> and)", "wish(?:ing)? <you>", "trust <you> are",
        "good luck", "all the best", "congratulations", "may .. (?:go|bring|be)",
    ),
    "v_thanks": (
        "(?:like|want|wanted|love) to (?:thank|say (?:thank|thanks|how)|tell <you> (?:how|what|that)|let "
        "<you> know|share (?:the|some|my|a)|report|express my|acknowledge|congratulate|wish|send <you>)",
        "thank(?:s|ing)? <you> for", "thanks for", "thank you", "i (?:will|'ll|shall) (?:let <you> know|tell "
        "<you>|report|keep <you>)", "i asked (?:her|him|them|the|my|our|two|three)", "(?:he|she|they) asked",
    ),
    "v_negated": (
        "not (?:asking|looking|writing|after|expecting|hoping|seeking|wanting|here|trying|angling|requesting)",
        "nothing (?:to ask|to request|is being asked|i need)", "no (?:request|favou?r|ask|question)s?(?: up| "
        "in| hidden| attached| here| behind)?", "no need (?:to|for)", "(?:don't|do not|won't|will not|"
        "wouldn't|didn't|never) (?:want|need|expect|ask|asked|be asking|dream of asking|forgive)",
        "never asked", "without asking", "not one to ask", "(?:isn't|is not) (?:why|a request|to ask)",
        "rather than (?:asking|a)", "instead of asking", "never (?:ask|need|pick|chase|refer)",
        "sooner (?:than|not)", "i wouldn't (?:want|dream|ask)",
    ),
    # Thanks, apology, the way out.
    "thanks": (
        "thanks?(?: <you>)?", "thank <you>", "thankful", "grateful", "gratitude", "appreciate\\w*", "indebted",
        "appreciation", "i owe <you>(?: \\w+)* (?:for|thanks)", "touched", "much obliged", "diolch", "cheers for", "ta for", "thx", "ty", "kind of <you>", "good of <you>",
        "generous of <you>", "means? (?:a lot|the world|so much|a great deal)", "meant (?:a lot|the world|"
        "so much|a great deal|more than)", "treasure", "thoughtful of <you>", "changed my (?:life|direction|"
        "course)",
    ),
    "thanks_formula": (
        "(?:thanks?|thank <you>)(?: so much| very much| a lot| kindly)?,? in (?:advance|anticipation)",
        "(?:grateful|thankful|appreciated?|indebted|obliged)(?: it| very much)? (?:if|for any|for a|for some|"
        "to have|to hear|to know)", "(?:would|'d)(?: (?:really|so|very|much|greatly|truly|certainly|"
        "also|deeply))* (?:appreciate|be (?:\\w+ )?(?:grateful|thankful|indebted|obliged))", "any .. (?:would be|is) "
        "(?:much |greatly |really |deeply )?appreciated", "(?:advice|help|tips|thoughts|input|pointers|reply|guidance|time|ideas|suggestions|feedback|anything)(?: \\w+)? (?:is |would be |greatly |much |very |very much |really )*appreciated", "(?:would be|is|be) (?:much|greatly|really|deeply|"
        "highly|so|truly) appreciated", "(?:would|it'd) mean (?:a lot|the world|so much|a great deal)",
        "appreciate (?:any|a quick|a prompt|your prompt|a reply|hearing)", "would be appreciated",
        "means? a lot (?:if|to me if)", "no thanks", "never wrote to thank", "never thanked", "forgot to thank",
    ),
    "apology": (
        "sorry", "apolog(?:y|ies|ise|ize|ising|izing|ised|ized|etic)", "forgive(?:ness)?", "pardon",
        "excuse (?:me|my|the|this|us)", "regret", "mortified", "cringing", "feel (?:bad|awful|terrible|"
        "dreadful|guilty|ashamed|sheepish)", "ashamed", "guilt", "embarrass(?:ed|ing)", "my bad", "mea culpa",
    ),
    "apology_heavy": (
        "(?:so|very|truly|terribly|deeply|awfully|really|dreadfully|incredibly|unbelievably|extremely) (?:very |so |terribly )?(?:sorry|"
        "ashamed|embarrassed)", "mortified", "i feel (?:so |really |just )?(?:terrible|dreadful|awful|sick|"
        "rotten|ashamed|so guilty|horrible)", "terrible (?:friend|person|habit|at)", "no excuse",
        "i(?: am|'m) (?:the worst|a terrible|an awful|ashamed|hopeless|cringing|useless|a nuisance|a bother|a pest)",
        "unforgivable", "inexcusable", "sincere(?:st)? apolog\\w+", "a thousand apolog\\w+", "i know (?:this|it|i)"
        "(?: is|'s|'m| am)? (?:cheeky|awful|rude|shameless|out of line|a lot to|nerve|imposing)",
        "who am i to", "how (?:it|this) (?:looks|must look)", "(?:bother|waste|wasting|disturb|trouble)\\w* "
        "(?:someone|a person|<your>|<you> with my)", "don't deserve", "the nerve", "i hate (?:to|myself)",
        "forgive (?:me|this|my) .. (?:intrusion|cheek|boldness|nerve|audacity)", "beg <your> (?:pardon|forgiveness)",
    ),
    "apology_other": (
        "sorry (?:to hear|for <your> (?:loss|trouble)|about <your>|<you> (?:lost|had|are|were)|that <you> (?:lost|"
        "were|had|are))", "no need to (?:apolog\\w+|be sorry|feel (?:bad|guilty))", "(?:not|won't|never|don't) (?:be )?"
        "(?:sorry|apologi[sz]e|apologi[sz]ing|regret|offended|feel (?:bad|guilty))",
        "you'?ll (?:have to )?(?:excuse|forgive|pardon)", "no regrets?", "without (?:regret|guilt|apolog\\w+)",
        "(?:say|feel|be|you feel|you'd feel) (?:bad|sorry|guilty) (?:about|for) (?:saying|a no|refusing)",
        "shouldn't feel", "please don't (?:feel|apolog\\w+)", "regrets? (?:either way|on either)", "no guilt",
    ),
    "exit": (
        "(?:please )?(?:feel|be)(?: \\w+)? free (?:to|not to) (?:say|decline|refuse|pass|ignore|turn|tell|skip|not|"
        "leave|delete|simply|drop|answer no|reply no|let|send me packing|opt|bow)", "free to (?:say no|decline|"
        "refuse|pass|ignore|turn|leave)",
        "(?:no|zero|absolutely no|not the least) (?:obligation|hard feelings|offen[cs]e|harm done|expectation|"
        "need to (?:explain|reply|answer|respond|say yes|give a reason|justify)|ill feeling|explanation|"
        "reason (?:needed|required|necessary)|awkwardness|bad blood)", "(?:don't|do not|never) feel "
        "(?:obliged|obligated|<you> (?:have|need|must|ought|owe)|bound|any|pressured|bad|compelled|that you|"
        "awkward|under)", "not obliged", "under no obligation", "without (?:any )?(?:obligation|explanation|"
        "having to explain|giving a reason|a reason|guilt)", "(?:a|plain|simple|polite|honest|quick|flat|clear|"
        "your|that|the|straight|short|blunt|frank)(?: \\w+)? ['\"]? ?no['\"]?,?(?: \\w+){0,5} (?:is|'s|would|will|works|"
        "won't|suits|does|counts)", "no is", "(?:yes|maybe|a yes),? (?:or|and) (?:a )?no(?:,|\\.| (?:is|are|both|would|"
        "will|either|both))", "(?:if|should) (?:it's|it is|that's|that is|the answer is|your answer is|"
        "this is|it has to be|it) (?:a )?no(?:,|t|pe|\\b)", "say(?:ing)? no", "turn (?:this|me|it) down", "turn down",
        "prefer not", "sooner not", "<you> would rather not", "declin(?:e|es|ing)", "not this time", "not now", "(?<!i'd\\s)(?<!would\\s)rather not",
        "(?:only )?if (?:<you>(?:'re| are| feel|'d be| would be) )?(?:only |truly |genuinely )?comfortable",
        "(?:completely|totally|perfectly|entirely|fully|absolutely|quite|of course|certainly|"
        "would|'ll|will|'d) (?:completely |totally |perfectly |entirely |fully |absolutely |quite |of course )?"
        "understand", "understand (?:completely|entirely|perfectly|totally|fully|if)", "nothing changes between",
        "(?:your|<you>'re) (?:choice|call) entirely", "up to <you>", "either (?:way|answer)(?: \\w+){0,3} (?:is |works|"
        "fine|okay|ok|good)", "no (?:pressure|worries|problem|stress|bother|sweat|trouble|drama|biggie)"
        "(?: \\w+){0,3} (?:if|either way|whatever|at all)", "(?:welcome|at liberty) to (?:say no|decline|take one|"
        "refuse|ignore|pass|skip|turn)", "(?<!'t\\s)(?:leave|drop|skip|ignore|bin|forget|delete|disregard) (?:this|it)"
        "(?: \\w+){0,5} (?:go|pass|by|without|and|if|be|alone|drop|lie)", "let (?:this|it|that)(?: one)? (?:go|"
        "pass|slide|lie|be)", "(?:won't|wouldn't|will not|would not|shan't|never) (?:be |take it |mind|hold|"
        "think (?:any )?(?:less|the worse|worse)|take offen[cs]e|be (?:the least )?(?:bit )?(?:offended|upset|hurt|annoyed|"
        "put out))", "(?:happily|gladly|easily) (?:take|accept) (?:a )?no", "take (?:a )?no for an answer",
        "no answer is(?: also| needed)?", "silence (?:is|will|would|counts|means|suits)", "no reply (?:is )?(?:needed|"
        "necessary|required|expected|at all)", "(?:reply|answer|respond|write|just say|say|text|send) ?(?:me )?"
        "(?:with )?(?:a )?(?:one-word )?['\"]?\\s*(?:no|pass|nope|not)\\b", "out if <you>", "carry it around",
        "as you (?:like|see fit|please)", "(?:i'd|i would|i'll|i will) (?:respect|accept|take) (?:that|a no|it|"
        "<your> (?:answer|decision|choice)|whatever)", "tell me where to go", "don't hesitate to (?:say|tell|decline|refuse|turn)", "frank refusal", "if (?:this|that|it) (?:doesn't|does not|is not|isn't) (?:suit|possible)", "if not possible", "(?:needn't|need not|don't need to|don't have to|no need to|not need to) (?:reply|answer|respond|write back|explain|say why|say yes)", "(?:no|without) reply (?:is )?needed", "not at all", "don't feel <you>", "so will nothing", "nothing at all", "just ignore", "(?<!'t\\s)ignore (?:this|me)", "don't (?:answer|reply)", "i(?:'ll| will|'d| would| should| shall) (?:just |simply )?(?:be (?:just as|equally|as) (?:glad|happy)|not (?:mind|ask again|mention it|bring it up)|take it (?:as|that)|never (?:mention|bring) (?:it|this))", "(?:nothing|not) (?:to )?(?:lost|worry about)", "(?:skip|scrap) (?:it|this)", "(?:a|your) (?:refusal|pass)", "(?:drop|forget|bin) (?:it|this)", "if not,? (?:that's|no|it's|then|all|"
        "i|don't|please|never)", "neither (?:is|will)", "wave (?:this|me) (?:off|away)", "give (?:this|it) a miss",
        "if (?:this|that|it)(?:'s| is| feels| seems| isn't| doesn't| does not| is not)(?: \\w+){0,3} (?:too much|awkward|"
        "not (?:something|possible|for you|your thing|a good|the right)|comfortable|feel right|suit|work|convenient|"
        "possible|appropriate|sit right|something you|your area|fit)",
    ),
    "refuse": (  # one half of an exit: a no is thought of ...
        "(?:if|when|should|in case|unless|and if)(?: .{0,40}?)? ?(?:not|no|can't|cannot|couldn't|won't|don't|"
        "doesn't|isn't|wouldn't|nothing|neither|out of it|too (?:busy|much|long|awkward)|rather|sooner|"
        "nope|never|unable|prefer|pass|decline)", "no", "can't", "silence", "not", "neither", "nothing", "nope",
    ),
    "accept": (  # ... and welcomed
        "(?:is|'s|are|be|was|remains|stays) (?:also |still |just |absolutely |perfectly |completely |totally |quite |entirely |"
        "equally |very |an |a |all |really |more than |as |every bit as |honestly |so )*(?:fine|ok|okay|all right|alright|"
        "welcome|grand|good|useful(?: answer)?|cool|enough|no problem|acceptable|right|helpful|"
        "answer|valid|understandable|great|perfect|plenty|easy|allowed|understood|reasonable)", "no (?:problem|"
        "worries|bother|harm|trouble|hard feelings|offen[cs]e|stress|drama|big deal|matter|sweat)", "(?:i )?"
        "(?:'ll|will|would|'d|completely|entirely|fully|quite|perfectly|totally) (?:\\w+ )?understand", "not be (?:annoyed|offended|hurt|"
        "upset|cross|put out|sad)", "take (?:that|it|no|a no)(?: too| as)?", "will do(?: nicely| fine| me)?", "won't (?:mind|"
        "take|hold|hurt|be (?:offended|upset|hurt|annoyed|cross))", "don't (?:worry|give it)", "never mind", "works(?: too| as well| for me)?", "does (?:me|fine|nicely)",
        "that's (?:that|it|grand|fine|ok|okay|all right|cool)", "forget (?:i|it|about)", "suits me", "of course",
        "understand (?:entirely|completely|perfectly|fully|totally)", "fair enough", "let (?:it|this) (?:go|be|lie)",
        "just (?:say|tell|ignore|reply|let)", "simply (?:say|tell|ignore|reply|let)", "no reply", "nothing changes",
        "so is", "as is", "counts",
    ),
    # Where the writer stands.
    "context": (
        "(?:job|labou?r|employment) market", "(?:on|in|enter|entering|hit|hitting|back on|back in) the (?:job )?market",
        "job[ -]?(?:hunt|hunting|search|searching|seeking)", "out of (?:work|a job)", "(?:been |was |were |got |being |'m |am )"
        "(?:laid off|made redundant|let go|sacked|fired|downsized|furloughed|walked out|restructured out)",
        "laid off", "redundan(?:t|cy)", "lost my (?:job|post|position)", "walked me out", "unemployed",
        "between (?:jobs|contracts|posts|roles)", "(?:my|our|the|this|me|his|her) (?:\\w+ ){0,3}(?:<mine>) (?:\\w+ ){0,4}?(?:<ends>)",
        "(?:my|our) (?:<mine>)'s (?:\\w+ ){0,2}(?:up|ending|over|closing|done|finished|finishing|gone|moving|being)",
        "(?:when|once|before|after|until|since|as) my (?:\\w+ )?(?:<mine>)", "(?:<im>|i'll be|i will be|i may be|"
        "we'll be|i might be|been|i've started|started|i'm also) (?:now |currently |also |just |finally |still |actively |"
        "quietly |slowly |soon |seriously |only |at last |already |presently |a bit |thus |weeks? |(?:\\w+ )?months? |not yet |"
        "not |hoping to start |kind of |sort of )*(?:<plan>)",
        "i (?:only )?(?:start|finish|graduate|apply|land|arrive|leave|return|defend|retire|begin) (?:\\w+ )?(?:in|on|at|with|from|"
        "applying|looking|my|this|next|a|the|for|to|back)", "i (?:plan|intend|hope|expect|mean|aim|want|have|need|'m going|"
        "am going) to (?:\\w+ )?(?:apply|start|look|move|change|switch|leave|return|graduate|finish|go back|retrain|put down|decide|"
        "sit|enter|work in|become|get into|find (?:work|a job|a post)|be on|make the|submit|transition|pivot|specialise|specialize)",
        "<ill> (?:soon |only |then |probably |likely |also |not |be able to )*(?:start|finish|graduate|apply|arrive|land|be (?:on|"
        "applying|looking|graduating|in the|moving|back|searching|free|finishing|available|leaving|out)|leave (?!it|you|that|this)|look (?!forward)|sit|enter|"
        "defend|be at)", "(?:don't|do not|won't|will not|not) (?:plan to |expect to |intend to |be |going to |"
        "going to be )?(?:apply|applying|look|looking|on the|start|starting|move|moving|submit|searching) (?:\\w+ ){0,4}(?:before|until|till|yet)",
        "(?:<ive>|got|have|with|had)(?: got)? (?:an?|my|the|two|three|one)(?: \\w+){0,3} (?:interview|offers?(?! for)|interviews|"
        "closing date|deadline|posting)", "(?:interview|application|exam|competition|posting|deadline|defence|defense|"
        "review|applications|decision|board|start date|job ad) (?:is|are|'s|goes|closes?|opens?|on|due|coming|in) (?:\\w+ ){0,3}?(?:the|on|in|"
        "next|this|for|by|mon|tue|wed|thu|fri|soon|<month>|two|three|a|\\d+)", "career (?:change|changer|break|move|"
        "switch|transition|crossroads|pivot|plans)", "crossroads", "handed in my notice", "(?:i |i've |have )(?:just |recently )?(?:quit|"
        "resigned|graduated|retired|qualified|defended|immigrated|applied|completed (?:my|the|a)|finished (?:my|the|a)|passed (?:my|the \\w+ exam|the bar)|"
        "begun|left (?:my|the|teaching|nursing|practice)|started (?:applying|looking|my job|to look|to apply))", "(?:i've|have|i have) (?:just |recently |now )(?:moved|landed|arrived|decided|left|passed|started|begun|got)", "called back for", "been offered", "applications? (?:goes?|go|are going|will go|is going|are due|is due) (?:out|in|off|by|on)?", "(?:registration|enrol\\w+|the (?:intake|competition|posting)) (?:opens|closes|ends)", "(?:maternity|parental|medical|sick) leave", "sabbatical",
        "my (?:whole |own )?(?:job )?application", "my (?:job )?search", "hours (?:got |were |are )?cut",
        "(?:thinking|planning|aiming|looking|hoping) (?:\\w+ ){0,4}(?:for|by|in|from|this|next) (?:<when>)",
        "(?:postings?|jobs|positions|posts|openings?|competitions?) (?:are|is) (?:opening|coming|posted|advertised|closing|up)", "back (?:in|on|into) (?:the )?(?:market|work|workforce|workplace)", "(?:fall|winter|spring|autumn|summer) intake",
        "done away with", "raising my", "after (?:\\w+ ){0,3}(?:years|months) (?:away|out|off|at home|of caring)",
        "my (?:next|last) (?:move|step|day|contract|role|job|week|month|term|year|semester)", "(?:posting|job|opening|vacancy|"
        "competition|position|role) (?:that )?(?:has |just |was |is )?(?:came|come|opened|posted|advertised|up|open|closes)",
        "(?:deciding|choosing|torn|choose|decide|choice|decision) between", "(?:we're|we are) (?:moving|relocating|immigrating)",
        "stuck at", "(?:for|from|of|to) (?:several |many |a few |\\w+ )?(?:months|weeks) (?:now )?(?:of|i've|i have) (?:\\w+ )?(?:look|search|"
        "unemploy|apply)\\w*", "(?:sent|sending) (?:\\w+ ){0,2}applications", "my (?:move|defence|defense|graduation|convocation|retirement|relocation|redundancy|layoff)",
        "i(?:'m| am) (?:a|an|in my|now a|now an) (?:\\w+ ){0,3}(?:final|last|recent|new)[- ](?:year|graduate|grad|semester|term)",
        "i (?:might|may|could|will|'d like to|would like to|want to|plan to) (?:\\w+ )?(?:apply|switch|move|change|retrain|leave|go freelance|go back|try)",
    ),
    "next_step": (  # in replies: what the writer will do, or has done, with it
        "(?:i'm|i am|we're) (?:going to|meeting|writing to|signing up|applying|taking|switching|starting|dropping|"
        "rewriting|now|looking at|enrol\\w+|registering|using|putting|adding|moving|having|seeing|trying|talking|already|calling)",
        "<ill> (?:now |be |also |first |start |try |take |use |apply |look |send |wait |add |follow |rewrite |drop |call |write "
        "to (?:them|her|him|the)|go |put |keep looking|begin |see |focus |read |contact |sign |make |leave |hold |cut |"
        "bring |ask (?:them|her|him|the)|practi[sc]e |lead with)", "(?:i've|i have|i) (?:just |already |now |since |also |even )*(?:ordered|"
        "applied|signed up|rewritten|rewrote|booked|started|contacted|written to|registered|enrolled|sent (?:it|my|the|off|"
        "in|them)|added|cut|moved|emailed|put your|got an|got the|accepted|got hired|begin|have an interview|begun|changed my|dropped|called|"
        "used (?:it|your))", "changed my plans?", "i (?:start|begin|have an interview)", "my (?:application|interview|first day)",
    ),
    # A past that writer and reader share.
    "history": (
        "we(?: (?:both|all|once|first|last|also|three|two|never|always|briefly|even|then))* (?:<did>)(?! (?:last )?(?:in touch|speak|spoke|talk|emailed|"
        "messaged))", "when (?:we|you|i) (?:both |all |first |were |was |<did>|had |covered|joined|started|came|ran|left|studied|interned|"
        "worked|knew|did|taught|took|shared|met)", "<you> (?:once |always |also |both |kindly |very kindly |had |have |actually |first |really |"
        "patiently |even |still )?(?:<knew>)", "<you>'d (?:taught|trained|supervised|shown|told|given|hired)", "i (?:was|were) (?:once )?(?:<your>|one "
        "of your|in your|on your|under you|the (?:\\w+ ){0,3}(?:who|in your|on your|at|from|you)|your|a (?:\\w+ ){0,3}(?:in your|on your|under|with "
        "you|at|on the|of yours))", "(?:the|that|a) \\w+(?: \\w+)? who (?:once |still |always )?\\w+ (?:<your>|with <you>|for <you>|<you>|the \\w+|at \\w+)\\b", "<your> (?:program|programme|course|class|lab|school|studio|department) in (?:19|20)\\d\\d", "as <your> (?:\\w+ )?(?:student|assistant|intern|trainee|junior|deputy|colleague|report|apprentice|"
        "neighbour|neighbor|classmate|roommate|teammate|partner|tutee|advisee|placement)", "<your> (?:former|old|ex|one-time|erstwhile|onetime)\\b",
        "(?:a|an|the|my|our|fellow|your) (?:former|old|ex|one-time|fellow) (?:\\w+ )?(?:student|colleague|classmate|roommate|team|boss|manager|"
        "supervisor|coworker|co-worker|intern|teammate|trainee|desk|gang|crew|lot|neighbou?r|workmate|lab ?mate|flatmate|housemate|employee|client)",
        "(?:ex|formerly|previously|once)[ -](?:of |at |from |in |with |your )?\\w+", "remember (?:me|when|the|our|how|that|those|working|us|your)",
        "reminded me of", "remembered (?:the|me|our|how|that|my)", "(?:^|and |about |of |on |in |from |since |after |during |for |to |was )our "
        "(?:\\w+ ){0,4}(?:days|years|time|times|summers?|winters?|shifts?|project|class|team|survey|crew|lab|seminar|conference|workshop|study|"
        "paper|course|trip|season|semester|cohort|office|studio|stint|tour|report|placement|rotation|ward|thesis|exchange|group|audit|internship|"
        "campaign|launch|rollout|train(?:ing)?|stage|bench|choir|residence|batch|programme|program|kitchen|company|bus|tent|late nights|sessions?|"
        "degree|year|term|event|camp|school|department|job)", "(?:the|those|these|that|my|your|from|old|good old) (?:\\w+ ){0,4}?(?:days|era)\\b(?! (?:ago|off|later|before|after|a week|when|of|i ))",
        "back (?:at|in|when|then|on) (?:the |our |\\w+ )?", "those (?:\\w+ ){0,3}(?:evenings|mornings|nights|afternoons|summers|winters|lunches|shifts|rehearsals|"
        "mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)", "(?:thinking|thought|think|looking) back (?:to|on|at)", "(?:i was|been|was|keep|kept|i) (?:just |often |still )?(?:remembering|thinking (?:back|of (?:our|the|when|that|how))|recalling|remembered|reminiscing)",
        "(?:straight|took me|takes me|brings me|transported|carried) back to", "<you>(?:'ll| will| may| might)? (?:probably |perhaps |maybe )?(?:know|remember|recall) me",
        "used to", "(?:worked|work|working|studied|trained|served|interned|volunteered|shared|lab|class|desk|summer) (?:\\w+ ){0,3}(?:with|for|under|alongside|beside|opposite|next to) <you>",
        "with me (?:at|on|in|during)", "(?:last|first) (?:saw|met|worked with|ran into|crossed)", "i (?:covered|trained|worked|sat|shared|assisted|reported|shadowed|interned|helped|"
        "learned|learnt|took|attended|filled in|stood in|always (?:found|covered|admired)|ran|drove|replaced|followed) (?:for <you>|<your>|to <you>|with <you>|under <you>|next to <you>|"
        "beside <you>|<you>|from <you>|the \\w+ you|time for you)", "(?:we|our|us) .{0,60}?together", "(?:the|all the|\\w+) years i (?:gave|spent|worked|covered)", "reported to <you>", "i still (?:use|remember|think of|hear|have|quote|tell|laugh|keep|owe|follow|do)",
        "(?:never|not) forgot(?:ten)?", "(?:since|after|from|at|during|through) (?:the|our|that|<your>) (?:\\w+ ){0,4}(?:closed|workshop|conference|expo|project|course|class|team|office|"
        "lab|summit|fair|seminar|retreat|festival|internship|training|rollout|field school|symposium|congress|co-?op|survey|tower|hackathon|bootcamp|course|placement|"
        "reunion|tournament|season|campaign|merger|move|night shift|night shifts|strike|flood|fire|audit)", "batch (?:of )?\\d{4}", "class of", "cohort", "(?:alum|alumni|alumna|alumnus)",
        "you (?:bought|cooked|brought|drove|wrote|sang|played|fixed|carried|sent|joked|laughed|defended|chose|picked|made)", "good (?:old|times)", "old times", "long live the", "how <you> (?:taught|handled|ran|led|"
        "looked after|treated|explained|dealt|managed|calmed|kept|made|used|always|got|stood|trained|put)", "(?:fellow|same) (?:\\w+ )?(?:cohort|year|programme|program|team|class|ward|department|floor|intake|shift)",
        "<your> (?:\\w+ ){0,3}(?:class|course|seminar|lecture|lectures|workshop|module|studio|lab|supervision|training|team|crew|shift|ward|group|branch) (?:at|in|on|of|back|during|for|when|years) ",
        "did (?:for|with|together|under)", "together (?:at|in|on|for|with|during|on)", "i(?:'d| would) have done it for you at", "a colleague (?:of yours )?(?:at|from|in)",
        "on <your> (?:old )?(?:team|crew|shift|ward|bench)", "under <your> (?:supervision|direction|wing|guidance|leadership)", "(?:i|we|you) (?:left|joined) (?:the|in|\\w+ in)",
        "you and i(?!')", "me and you", "you,? me and", "the (?:gang|crew|old lot|whole crew|girls|boys|lads|team) (?:from|at|of|in)", "in the same (?:\\w+ )?(?:team|class|lab|office|programme|program|cohort|year|choir)",
    ),
    "history_weak": (
        "our (?!call|chat|conversation|talk|meeting|lives|own|new|kids?|children|sons?|daughters?|baby|house|home|wedding|dog|cat|garden|paths?|company|"
        "firm|move|family|visa|savings|mortgage|landlord|rent|coffee|exchange of|correspondence|e-?mails?|messages?|last|recent|lord|best|area|region|"
        "city|town|country|sector|field|industry|profession|two (?:kids|children|boys|girls)|little|youngest|eldest)\\w+",
        "<you> (?:never |always |once |still |kindly |even )*(?!need|would|should|could|start|prefer|decid|agre|feel|have|had|want|wish|like|look|happen|ask|answer|reply|replied|offer|"
        "suggest|recommend|mention|explain)\\w{2,}ed (?:me|us|my|our|in my|the|for me|on my|with me|to our)",
        "with <you> (?:in|at|on|during|for|back|all)\\b", "(?:from|of|at|in|ex|past|near) the old \\w+", "the old (?:\\w+ )?(?:office|depot|building|team|lab|shop|house|school|campus|place|library|bakery|site|studio|"
        "department|branch|company|plant|mill|ward|gang|crew|lot|days|job|desk)", "those (?:\\w+ ){0,3}(?:evenings|mornings|nights|days|afternoons|weeks|months|years|shifts|summers|winters|lunches|"
        "mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|meetings|trips|walks|sessions|rehearsals|projects)",
        "the (?:night|week|day|summer|winter|spring|autumn|fall|time|morning|afternoon|year|month|evening) (?:when|that|we|you|i|of the|the)", "across from (?:it|me|each)", "sat (?:next|across|beside|opposite|behind)",
        "shar(?:ing|ed) .. with <you>", "someone i (?:carried|covered|trained|helped)", "where i (?:volunteered|worked|trained|studied|interned|learned|learnt|was|did|started|taught)",
        "(?:\\w+|those|the) years? (?:late|ago|back|since)\\b", "(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|\\d+) years (?:today|this|late|ago|later|on)",
        "(?:the|my) (?:\\w+ )?years i (?:ran|worked|spent|taught|lived|managed|kept)", "(?:crew|team|class|shift|bench|desk|project|course|floor) with me", "(?:as|like) we (?:used|did|always)",
        "<you> (?:always|never|still|once) (?:\\w+ed|had|were|knew|said|made|got|kept|gave|did)", "<you> (?:promised|ran|carried|led|made) (?:my|the|our|me|us)", "(?:that|the) (?:\\w+ )?(?:gala|flood|fire drill|"
        "storm|blizzard|blackout|strike|field trip|road trip|cruise|play|concert|show|exhibit|exhibition|march|race) (?:of|in|when|where|we|you)", "i (?:was|were) (?:on|in|at|under|with|happy|lucky|new|a nervous|your)\\b",
        "from <your> (?:\\w+ )?(?:class|course|team|lab|group|seminar|shop|kitchen|choir|crew|unit|ward|office|branch)", "(?:in|from|of|since|at) '\\d\\d\\b", "what (?:we|you) (?:did|built|made|taught)", "<you> and (?:me|i) (?:were|had|did|worked|used)",
        "how i (?:ran|handled|led|managed|did|worked|dealt|kept|set up|taught|organi[sz]ed|trained)", "my (?:work|time|years|placement|internship|training|stint|role|part) (?:on|at|in|with|for|as) (?:the|your|our) ",
    ),
    "history_not": (
        
        "(?:since|when|the last time|last time) we (?:last )?(?:spoke|were in touch|talked|wrote|emailed|messaged|chatted|heard|had contact|caught up)",
        "we (?:were|have been|'ve been|haven't been|lost|fell out of|kept|were last|last) (?:\\w+ ){0,2}(?:in touch|touch|contact|spoke|spoken|wrote|talked|emailed)",
        "we (?:spoke|talked|chatted|met|had coffee|had our call|had our chat) (?:on|last|yesterday|this|today|just)", "you (?:told me|said|gave me|explained|"
        "suggested|mentioned|put me|made me)",
    ),
    "history_intro": (
        "(?:it's|its|this is|i'm|it is|here is) \\w+(?: [\\w'.-]+){0,2} \\([a-z]+",
        "(?:here|from|of|it's|its|this is|i'm|it is|ex|,) (?:\\w+ )?(?:from|of|at|ex|here|your old|your former) (?:the )?\\w+(?: [\\w'.-]+){0,4}",
    ),
    # Weight on the reader.
    "pressure": (
        "counting on <you>", "count(?:ing)? on <your>", "rely(?:ing)? on <you>", "depend(?:s|ing)? (?:entirely |completely |only |totally )?on <you>", "everything depends", "<you>(?: kind of| sort of| really| do| all| still|'d)* owe(?:s|d)? (?:me|"
        "it to|us)", "owes? me", "after (?:all|everything) (?:that )?i(?:'ve| have)? (?:did|done|have done|gave|put)", "when i think (?:of|about) (?:all|everything|how)", "(?:last|only|one) (?:hope|chance|resort|option|"
        "shot)", "(?:only|one) (?:person|one|friend|contact)(?: \\w+){0,7} (?:turn to|who can|that can|who could|i can ask|left|can help|i trust|i've got|i have|to ask|helps?)", "let (?:me|us|the family|a friend|an old friend) (?:down|go under)", "letting me down",
        "don't (?:ignore|forget|leave me|say no|make me|disappoint|turn me down|keep me|let me|you dare)", "(?:now )?it's your turn", "your turn", "(?:for|towards?) someone i (?:carried|covered)", "all it (?:would|will) take", "hard for someone", "(?:rent|mortgage) is due", "what i'?ll do if you", "(?:will|'ll) know (?:who|what) (?:i|you)", "(?:i am|i'm|i) (?:begging|beg|imploring|implore|pleading|desperate)", "desperate(?:ly)?", "i never asked (?:<you> )?(?:for|you for)? ?(?:anything|a thing)", "(?:not|don't think it's|isn't) (?:a lot|much|too much) to (?:expect|ask)", "return(?:ing)? the favou?r", "(?:seems|is|'s) (?:only )?fair", "only fair", "it's time <you>", "paid .. (?:forward|back)", "pay (?:it|that|me|some) .. (?:forward|back)", "pay me back",
        "of all people", "asap", "a\\.s\\.a\\.p", "urgent(?:ly)?", "immediately", "right away", "straight away", "as soon as (?:<you> (?:see|get|read|can)|possible|humanly)", "soon as (?:<you> can|u can|poss\\w*)", "today if <you> can",
        "(?:call|reply|answer|respond|write|send|text|ring|do|need|confirm|get back)(?: \\w+){0,5} (?:today|tonight|by tonight|by tomorrow|by noon|by end of day|eod|within (?:the hour|today|24|the day)|this (?:morning|afternoon|evening))",
        "(?:by|before) (?:thursday|friday|monday|tuesday|wednesday|tomorrow|tonight|noon)(?: \\w+){0,3} (?:at the latest|latest|or|please|without fail)", "need it (?:live |done |back |in |by )", "at the latest", "without fail", "no later than (?:today|tonight|tomorrow|mon|tues|wednes|thurs|fri)\\w*", "before they go", "expires? (?:on|today|at|tonight|this|soon)", "(?:all|everything|whole \\w+|it's all|my \\w+) (?:is )?(?:riding|hangs|hinges|rests) (?:on|this)",
        "end of my (?:rope|tether)", "can't sleep", "isn't sleeping", "not sleeping", "the bank is", "(?:rent|mortgage) (?:is|to pay|due|arrears)", "lose (?:the|our|my) (?:house|home|apartment|flat)", "feed (?:my|the|two|three)", "my (?:kids|children|wife|husband|family) (?:is|are|can't|won't|need|depend\\w*|isn't|will)", "very disappointed", "disappointed (?:in|that|not|you)", "hurt(?:s)? (?:that|me|to)", "i(?:'d)? expect(?:ed)? (?:<you>|more|better|a|an|that|your|this|it)", "i(?: do)? expect", "still (?:have )?not (?:received|heard|had|got)", "still (?:no (?:reply|answer|word|response|news|sign)|haven't|waiting|hasn't)",
        "(?:haven't|have not|hadn't|didn't|never|not) (?:even )?(?:(?:replied|answered|responded)(?: to)? (?:me|my|any)|heard (?:back|from you|anything)|had (?:a|any) (?:reply|answer)|received (?:a|any) (?:reply|answer|response)|bothered|hear back)", "<you> (?:haven't|have not|never|still haven't|didn't)(?: even)? (?:replied|answered|responded|written|got back|bothered|reply|answer|respond|get back)", "(?:my|this is my|the|for the) (?:second|third|fourth|2nd|3rd|4th|fifth)(?: \\w+)? (?:email|e-mail|message|time|reminder|note|attempt|request)", "no (?:reply|answer|response) (?:from|yet|so far|to|since|again)",
        "(?:per|to) my (?:last|previous|earlier)", "did <you> (?:see|get|receive|read|even|not) (?:my|the|this)?", "(?:i (?:can |could )?(?:see|saw|notice\\w*|know)|linkedin (?:shows|says|tells)) (?:that )?<you>(?:'ve| have|'re| are| were|'d)? (?:read|seen|opened|online|active|been online|looked)", "(?:marked as )?(?:seen|read) (?:on|at|since|but|last)\\b", "ignor(?:ing|ed) (?:me|my)", "cost <you> nothing", "(?:it's |the )?(?:very )?least <you> (?:can|could)", "surely <you>", "(?:i'd|i would|i'd have|i would have) (?:do|done|have done) (?:it|the same|that|as much) for <you>", "<you> know (?:i'd|id)", "(?:don't|never) (?:screw|mess|blow) (?:this|it)", "don't know what (?:i'd|i'll|i would|i will|to) do", "who lent <you>", "no(?:body| one) else (?:will|would|can|helps?|is|has|to|even|wants|left)", "if <you> (?:really|ever|truly|still) (?:cared|care|valued|meant|were)", "(?:real|true|good|old) friends (?:help|do|don't|would|are)",
        "won't take no", "(?:don't|can't|won't) (?:accept|take) (?:a )?no", "i know <you> (?:will|won't|wouldn't|'ll|would never)", "i'm sure <you> (?:will|won't|wouldn't|'ll)", "as soon as <you> see", "waiting (?:for|on) <your>", "i(?:'ll| will) (?:be )?(?:wait|waiting|call|keep|expect)(?:ing)? (?:by the|for your|every|until you|at|writing until|trying until)", "the sooner the better", "(?:soon|quickly|now|today),? please", "please hurry", "hurry", "life is (?:so |too )?(?:short|fragile)", "go under", "(?:don't|you) (?:have the heart|be (?:like that|that person|a stranger))", "you've forgotten (?:me|us|who|where)", "forgotten (?:who|where you|what i)", "too (?:important|busy|big|grand|good) (?:now )?(?:for|to)", "make it up to", "guilty? (?:if|trip)", "blame", "break my heart", "my future (?:is )?in <your>",
        "remember who", "i (?:was the one|am the one|'m the one) (?:who|that)", "who (?:got|gave|trained|taught|covered|helped|lent) (?:<you>|for you)", "i (?:covered|lied|vouched|stood up|stuck my neck out) for <you>", "(?:i |just )?assum(?:e|ing) (?:<you>|that you|it's|that's)(?:'ll| will| can|'re| are)", "i(?:'ve| have) (?:already )?(?:told|put|given|listed) (?:them|hr|the|your|you)(?: \\w+){0,6} (?:you'd|would|you will|as my|you'll|down|name)", "took a good hour", "time is (?:running|short|of the essence)", "running out of time", "every (?:hour|day|minute) (?:i'm|counts|i|that|matters)", "clock is ticking", "need to sort this",
    ),
    "pressure_not": (
        "(?:nothing|not|isn't|aren't|no|never|don't|neither)(?: \\w+){0,6} (?:urgent|urgently|pressing|desperate|rush|expect\\w*|asap|immediately|today|right away|owe me|disappointed|hurry|guilt\\w*|blame)", "no hurry", "no rush", "(?:don't|do not) owe me", "owe me nothing", "nothing urgent", "(?:i )?(?:don't|do not|didn't|wouldn't|won't|never) expect", "not expecting", "if <you> owe", "no need to hurry", "i won't (?:be )?(?:hurt|disappointed|blame)", "won't (?:be )?(?:hurt|disappointed)",
    ),
    "hollow_exit": ("no pressure", "no rush", "no hurry", "no stress"),
    # Pretence.
    "bait": (
        "no (?:agenda|angle|strings|ulterior|hidden|catch|motive|sales pitch|shop talk|purpose|other reason|project|business|favou?rs?)", "(?:not|isn't|is not|wasn't) (?:why|the reason) i(?:'m| am|'ve)? (?:writing|wrote|reaching|written|getting|calling|in touch)", "(?:not|n't) (?:writing|asking|reaching out|here|getting in touch|after) (?:\\w+ ){0,2}(?:to ask|because i (?:need|want)|for (?:anything|a favou?r|favou?rs|work reasons)|anything|with an agenda)", "not after anything", "(?:don't|do not) (?:want|need) anything(?: from you)?", "not one to ask", "nothing (?:to do with work|work-related|to ask)", "(?:purely|strictly|just|only|simply|merely) (?:as (?:people|friends|humans)|social|friendly|to (?:say (?:hi|hello|hey)|catch up|reconnect|see how|check in)|wanted to (?:celebrate|say|catch up|reconnect|see how|check in|know how|hear)|want(?:ed)? to (?:say|catch up|reconnect|see how)|a (?:friendly|quick) (?:hello|hi)|saying (?:hi|hello)|for old times)", "(?:just|only|purely|simply|merely) (?:because )?(?:i )?(?:miss(?:ed)?|was thinking|thinking of) (?:you|our|those|about you)", "no other reason", "for no (?:particular |special |good )?reason", "(?:celebrate|congratulate) <you>", "nothing more(?: than)?", "(?:small|little|personal|quick|informal) (?:\\w+ )?(?:study|survey|research project|project on|poll)", "just curious", "(?:the )?only reason (?:i'm|i am) writing is (?:to|because i) (?:say|miss|see|hear|catch)", "i'm not (?:selling|networking)", "as friends", "honestly just", "i promise(?: this)?(?: is)?(?: not|n't)", "this isn't (?:a|one of|about|me)",
    ),
    "bait_hidden": (
        "(?:tell|explain|fill|share|say|discuss)(?: it| you| you in| everything| all| more| the details| the rest)*(?: \\w+){0,3} (?:when we (?:meet|talk|speak|see|sit)|in person|face to face|over (?:coffee|lunch|drinks|a drink|dinner)|on the call|once (?:we|you))", "(?:something|a matter|a thing|one thing)(?: \\w+){0,4} (?:i'd rather|best (?:discussed|explained)|i can't|not put|too (?:big|long|delicate))", "(?:rather|prefer)(?: \\w+)* not (?:say|put|write|explain|go into)(?: \\w+){0,4} (?:in writing|here|by email|over email|on here|yet|now)", "the real reason", "my real (?:reason|purpose)", "surprise for you", "you'll see (?:when|why)",
    ),
    "turn": (
        "oh,? and", "by the way", "btw", "p\\.?s\\.?", "while (?:i'm at it|i have you|i've got you|we're at it|you're at it)", "(?:although|but|and|oh),? now that <you>", "since (?:you ask|you asked|we're|i have you|i've got you)", "it's only that", "come to think of it", "one (?:more|other|last|tiny|small|little) thing", "speaking of which", "incidentally", "on (?:another|a different|an unrelated|a separate) note", "that said", "that reminds me", "funnily enough", "as it happens", "oh i almost forgot", "almost forgot", "oh by the way", "talking of", "it just so happens", "which brings me",
    ),
    # Size, substance, fairness.
    "vague": (
        "pick .. brains?", "bounce .. (?:ideas|off)", "(?:any|some|your|a bit of|a little|general) (?:advice|tips|help|thoughts|wisdom|guidance|pointers|support|suggestions|ideas|insights?|leads|words)", "words of wisdom", "something", "anything", "whatever", "things", "stuff", "(?:career|professional) (?:journey|thing|stuff|path|situation|advice|goals|growth|development|options|chat|move|plans|life)", "the whole \\w+ thing", "see where it goes", "(?:get|got) to (?:where|do)", "how (?:you|u) (?:did|made) it", "<your> (?:story|journey|secret|success|wisdom|network|experience|world)", "sometime", "some time", "in general", "my (?:career|options|situation|future|next steps?|profile|path|life|job search|search|prospects)", "where to (?:apply|go|start|look)", "help me", "find me", "get me in", "level up", "move forward", "sort .. out", "connect", "the industry", "your (?:field|industry|company|department|line of work)", "opportunities", "go through things", "catch up", "and so forth", "the next step", "next steps",
    ),
    "quantity": (
        r"(?!a min|a sec|one minute|two minutes)(?:<num>)(?:[ -](?:or|to)[ -](?:<num>))?[ -](?:\w+[ -]){0,2}?(?:minutes?|mins?|lines?|sentences?|names?|points?|bullets?|pages?|paragraphs?|words|examples?|organi[sz]ations?|employers?|companies|places|questions?|ideas?|things|skills?|suggestions?|courses?)", r"\d+ ?min(?:s|utes?)?", "quarter of an hour", "half[- ](?:an )?hour", "yes or no", "yes/no", "one[- ](?:line|sentence)(?:r)?", "(?:one|single) word (?:will|would|is|answer|does)", "one-line\\w*", "names only", "names alone", "bullet points?", "a name or two", "a line or two", "a sentence or two", "which of (?:the|these) two", "one (?:thing|question|name|fact|step|point)", "(?:job|posting|competition|ref|req|requisition)(?: (?:id|no|number|ref))?\\.? ?[#:]? ?\\d{3,}",
    ),
    "unfair": (
        "(?:find|get|give|land|secure|offer) me (?:a |an |some |any |that |the |in\\b|into |hired|on (?:the|your)|something|anything|work)(?:\\w* )*(?:job|work|something|anything|position|interview|role|in|hired|offer|post)?", "(?:find|get) me (?:something|anything|in\\b|a job|hired|work|on)", "hire me", "take me on", "make room for me", "(?:job|place|spot|position|opening) for me", "slot me", "i'd be in", "i'll do anything", "any job", "put me at the top", "jump the queue", "skip the (?:queue|line)", "pull (?:some |a few |any )?strings", "(?:drafted|written|wrote|write|draft|typed|prepared|attached) (?:it|the text|the recommendation|one|a version|something|up)(?: \\w+){0,5} (?:for <you>|myself|you (?:just|only|can)|already|to save|so you)", "copy,? (?:and )?paste", "(?:just|only|simply) (?:sign|post|paste|copy|click)", "under <your> name", "in <your> name", "(?:please|to|you|u|just|and|they'll hear you|could|pls|kindly) say (?:that )?(?:i|we|you|u) (?:managed|led|supervised|were|was|ran|reported|worked)", "(?:tell|telling) (?:them|hr|him|her|the \\w+) (?:that )?(?:i|you|u|we) (?:was|were|managed|led|supervised|reported|ran)", "this aft(?:ernoon)?", "tak(?:e|ing) my \\w+ on", "change (?:a few things|what you (?:wrote|said))", "even (?:though|if) (?:we|you|i) (?:never|didn't|weren't|wasn't|hardly|barely|haven't)", "(?:never|didn't|haven't) (?:actually |really )?(?:worked|work|met|seen|saw)(?: \\w+){0,3} (?:together|my work|with me|me)", "(?:don't|doesn't|needn't) (?:really )?(?:know|remember|matter)(?: \\w+){0,4} (?:my work|true|accurate|exact)", "exaggerat\\w+", "stretch the truth", "embellish", "pretend", "a (?:white|little) lie", "make (?:it|something) up", "(?:answer|reply|call me|send|tell me|need it|post it|do it|sign it|write it|respond|do the needful|confirm|apply|where to apply|back)(?: \\w+){0,8},? (?:today|tonight|by tonight|by tomorrow|by noon|by end of day|within (?:the hour|today|24 hours|an hour)|this (?:morning|afternoon|evening)|tomorrow)", "within (?:today|the day|the hour|24 hours|an hour)", "today if <you> can", "(?:by|before) (?:tomorrow|tonight|noon|end of day|close of business|the end of (?:the day|today))", "by (?:thursday|friday|monday|tuesday|wednesday|saturday|sunday)(?: night| morning| noon| at noon| evening)?(?: at the latest|,? latest)", "start tomorrow", "(?:two|three|four|five|six|several|a few|a couple of|\\d+|many) (?:hours|afternoons|evenings|days|weekends)(?: of <your>| with| to| on| a week)", "(?:an|a whole|a full|the whole|half a) (?:afternoon|weekend|day|evening|morning)(?! (?:suits|works|would suit|is|class|shift|course|call|coffee|train|walk))", "(?:call|meet|talk|speak|check in|check|update|coach|mentor|practi[sc]e|session|calls|meetings?)(?: \\w+){0,4} (?:every|each) (?:week|day|couple of days|month|two days|monday|friday|other day)", "(?:weekly|monthly|daily|regular) (?:calls?|check-?ins?|meetings?|mentoring|sessions?|coaching)", "(?:mock|practice) interviews?", "(?:do|run) a practice interview", "rewrite my (?:\\w+ )?(?:cv|resume|cover letter|profile)", "redo my", "mentor me", "(?:is|link (?:is )?)below,? grab", "grab a slot", "(?:buy|sign up|subscribe|invest) (?:for|in|to|my|from|a|now)", "my (?:product|coaching|funnel|webinar|new venture|platform|downline|services)", "(?:book|watch|see|get|free) (?:a |my |the )?demo", "discount", "i have an offer for", "offer (?:for (?:you|her|him)|that expires|ends)", "confidential(?! (?:chat|conversation|talk|and|between))", "(?:salary|pay) (?:bands?|list|figures|scale) (?:of|for) (?:your|the|her|his|everyone)", "(?:internal|inside|client|customer|mailing|contact) (?:salary|pay|list|documents?|info|information|data|report|memo|database|lists)", "client list", "contact list", "list of <your> \\w+(?:'s)? clients", "(?:just|strictly|stays|keep (?:it|this)) between us", "off the record", "interview questions (?:before|in advance|they)", "(?:the|their|your) (?:interview|exam|test) (?:questions|answers)", "(?:who|what) (?:else|the others?) (?:applied|is applying|bid)", "leak", "lend me <your> name", "use <your> name", "tell (?:them|hr|him|her|the \\w+) (?:that )?(?:i|you (?:know|worked))(?: \\w+){0,6} (?:even|great|best|hire|should)", "bring (?:\\w+ ){0,3}(?:along|your (?:hr|boss|manager|director))", "bring along", "sit next to (?:her|him|them|your)", "follow up with the (?:hiring|hr)", "chase (?:the|hr|them|up)", "talk (?:your|the) (?:boss|manager|director|hr) into", "convince (?:your|the|them|him|her)", "(?:one|a) (?:word|call|phone call) from <you>", "give me (?:a|the|that) (?:job|position|role|shot)", "get my (?:cv|resume|application) (?:to|on|in front of) (?:\\w+ ){0,4}(?:today|tomorrow|top|desk|now)", "lend me (?:some )?(?:money|\\$|\\d|cash)", "loan", "all of <your> contacts", "<your> (?:contacts|address book|whole network|entire network)", "ask (?:round|around) <your>", "everyone you know", "copy (?:of )?<your> (?:company|firm)'s", "guarantee", "by (?:this )?(?:afternoon|evening)",
    ),
    "several": (
        "(?:(?<!or\\s)two|(?<!or\\s)three|four|several|(?<!or\\s)a few|couple of|five|both) (?:\\w+ )?(?:things|favou?rs|requests|asks)", "(?:another|second|third|other|bigger|further) (?:\\w+ )?(?:favou?r|request|ask)", "(?:also|and|then|plus),? (?:could|would|can|might|will|may) (?:you|i|we)", "(?:could|would|can|might|will) (?:you|u) also", "(?:i'd|i would) also (?:like|love|appreciate|need|be|ask)", "i also (?:need|want|wonder\\w*|hope\\w*|would|wanted)", "and also", "and (?:then )?(?:also )?(?:the|an?|one) .. as well", "while you(?:'re| are) at it", "(?:on top of|in addition to|apart from|besides) (?:that|this|which)", "(?:oh|and) (?:one|another) (?:more|last|other|final) thing", "and if (?:that|you)(?: \\w+){0,6} (?:could|would|can|also)", "(?:first|firstly|1\\)|1\\.|one:|a\\)).{5,200}?(?:second|secondly|2\\)|2\\.|two:|b\\))", "not only .{5,80}? but (?:also)?", "nor the one for", "as well as (?:a|an|the|your|to|some|introduc\\w+|pass\\w+|writ\\w+)", "plus (?:a|an|the|your|some|maybe|any)", "and (?:maybe |perhaps |possibly |ideally )?(?:pass|forward|introduce|refer|recommend|put|ask|send|bring|remind|write) (?:\\w+ )?(?:me|my|round|around|along|in)\\b",
    ),
    "flattery": (
        "you'?r?e? (?:are )?(?:an? |the |such an? |truly |so |one of the )?(?:most )?(?:amazing|brilliant|incredible|inspiring|inspiration|legend|rock ?star|genius|superstar|guru|wonderful human|visionary|brightest)", "killing it", "crushing it", "truly inspir\\w+", "huge fan", "(?:an|such an|so) inspir\\w+", "in awe", "your amazing (?:career|journey|work|success)", "impressive (?:career|journey|profile|background|trajectory)", "inspiring (?:career|journey|leaders?|profile)", "blown away",
    ),
    "small_talk": (
        "hope (?:you|this|all|life|you're)(?: \\w+){0,4} (?:well|good|finds|great|kindly)", "how (?:are|have|is|'s) (?:you|things|life|your|the)", "long time no", "it's been (?:a while|ages|forever|so long|a long)", "remember (?:when|the|that|how)", "congrat\\w+", "saw (?:you|your|that)", "so (?:great|good|nice|lovely) to", "what a joy", "thinking of you", "haha", "good times", "blast from",
    ),
    "thanks_in_advance": ("(?:thanks?|thank <you>)(?: so much| very much| a lot| kindly| again)?,? in (?:advance|anticipation)",),
    "pick_your_brain": ("(?:pick|picking) <your> brains?",),
    "silence_measured": (
        "(?:haven't|have not|hadn't|not|never) (?:yet )?(?:heard|had|received|seen) (?:back |anything |a (?:reply|word|response)|any (?:reply|answer|response)|an answer|from you)", "(?:\\d+|two|three|four|several|a few) (?:days|weeks|months) (?:ago|since|now|without)", "(?:second|third|fourth|2nd|3rd|last two|previous two) (?:email|e-mail|message|reminder|note)s?", "did <you> (?:see|get|receive|read) my", "per my (?:last|previous)", "(?:seen|read|opened) my (?:message|email|note)", "no (?:reply|answer|response) (?:from|yet|so far|since)", "went (?:astray|unanswered)", "still waiting",
    ),
    "subject_vague": ("(?:re: ?)?(?:hi|hello|hey|hi there|hello there|quick (?:favou?r|question|one|note|chat)|catching up|catch up|long time(?: no see)?|touching base|checking in|reaching out|a favou?r|favou?r|help|please|question|request|important|urgent|blast from the past|it's been a while|greetings|reconnecting|just saying hi|follow(?:ing)? up|\\?)[ !.?]*$",),
    "why_you": (
        "(?:i'm|i am) (?:asking|writing to|turning to) <you> because", "i (?:chose|thought of|ask|turn to|picked) <you>(?: \\w+)? (?:because|since|as|for)", "<you> came to mind",
        "because <you>", "since <you> (?:know|saw|have|made|were)", "<you> know (?:the|this|that|how|what|my)", "<you>'?d know", "<you> would know", "<you> (?:are|'re|were) (?:the|one of|among) (?:the )?(?:only|one|first|few|person)", "<you> saw (?:how|my|the|what)", "<you> made the same",
    ),
}  # fmt: skip
