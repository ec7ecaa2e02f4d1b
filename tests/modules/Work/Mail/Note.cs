namespace Wisp.Fixtures.Work.Mail;

public sealed record Note(string Subject, string Text, bool HasSecret = false, bool Broken = false);
