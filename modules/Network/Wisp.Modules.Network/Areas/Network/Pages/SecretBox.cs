using Wisp.Modules.Network.Features.Secrets;

namespace Wisp.Modules.Network.Areas.Network.Pages;

/// <summary>A stored secret with the button that shows it; its label is the text <c>field.</c> and the name.</summary>
/// <param name="Name">The field.</param>
/// <param name="Shown">What was asked for, in that answer alone.</param>
internal sealed record SecretBox(string Name, ShownSecret? Shown);
