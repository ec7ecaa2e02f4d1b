using Microsoft.Extensions.Localization;
using Wisp.Sdk;

namespace Wisp.Host.Shell;

/// <summary>Who acted, in the reader's words: an operator as he is called, the system as a word.</summary>
public static class Actors
{
    public static string Name(IStringLocalizer<HostText> text, string? actor) =>
        actor == Actor.System.Name ? text["actor.system"] : actor ?? "";
}
