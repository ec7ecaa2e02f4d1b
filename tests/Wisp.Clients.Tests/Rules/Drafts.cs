using Wisp.Modules.Clients.Domain;

namespace Wisp.Clients.Tests.Rules;

/// <summary>Checks drafts as an Argentine ISP would.</summary>
internal static class Drafts
{
    public static ClientCheck Check(ClientDraft draft, string country = "AR") => ClientRules.Check(draft, country);

    public static ClientValues Accepted(ClientDraft draft, string country = "AR")
    {
        var check = Check(draft, country);
        Assert.Empty(check.Errors);
        return check.Values!;
    }

    public static FieldError Refused(ClientDraft draft, string country = "AR")
    {
        var check = Check(draft, country);
        Assert.Null(check.Values);
        return Assert.Single(check.Errors);
    }
}
