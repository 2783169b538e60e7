-- Takes back: the bot's templates.

drop table bot_templates;
