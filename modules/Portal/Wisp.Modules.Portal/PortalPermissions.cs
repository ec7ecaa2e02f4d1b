namespace Wisp.Modules.Portal;

/// <summary>What operators may do about the portal.</summary>
internal static class PortalPermissions
{
    public const string Settings = "portal.settings";

    /// <summary>A new password, an access link, ending sessions (PWD-02).</summary>
    public const string RegeneratePassword = "clients.regenerate_password";

    /// <summary>Look at the portal as a subscriber sees it.</summary>
    public const string ViewAs = "portal.view_as";

    /// <summary>Write to many subscribers at once.</summary>
    public const string Messages = "portal.messages";
}
