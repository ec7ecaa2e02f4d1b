namespace Wisp.Modules.Portal;

/// <summary>Names the texts of the portal and of the screens about it.</summary>
internal sealed class PortalText;
