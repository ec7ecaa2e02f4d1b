using System.Text;

namespace Wisp.Runtime.Database;

/// <summary>Text from files and exceptions, made fit for a text column: PostgreSQL takes neither NUL nor half a surrogate pair.</summary>
internal static class StorableText
{
    public static string Storable(this string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
