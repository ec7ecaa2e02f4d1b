using System.Text;

namespace Wisp.Testing;

/// <summary>Files of the years before XLSX: a compound file with streams in it.</summary>
public static class Ole
{
    private const int Sector = 512;

    /// <summary>An XLS of one sheet; with a password, which nobody knows, when asked.</summary>
    public static byte[] Xls(object?[][] rows, bool locked = false)
    {
        var sheet = new Records().Add(0x0809, [0, 6, 0x10, 0, .. new byte[12]]);
        for (ushort row = 0; row < rows.Length; row++)
            for (ushort column = 0; column < rows[row].Length; column++)
                if (rows[row][column] is string text) sheet.Add(0x0204, [.. Place(row, column), .. BitConverter.GetBytes((ushort)text.Length), 1, .. Encoding.Unicode.GetBytes(text)]);
                else if (rows[row][column] is { } number) sheet.Add(0x0203, [.. Place(row, column), .. BitConverter.GetBytes(Convert.ToDouble(number, null))]);
        sheet.Add(0x000A, []);

        byte[] start = new Records().Add(0x0809, [0, 6, 5, 0, .. new byte[12]]).Bytes, name = [5, 0, .. "Hoja1"u8];
        var password = locked ? new Records().Add(0x002F, [0, 0, 1, 2, 3, 4]).Bytes : [];
        var offset = start.Length + password.Length + 4 + 6 + name.Length + 4;
        byte[] contents = [.. start, .. password, .. new Records().Add(0x0085, [.. BitConverter.GetBytes(offset), 0, 0, .. name]).Add(0x000A, []).Bytes];
        return Of(("Workbook", [.. contents, .. sheet.Bytes]));

        static byte[] Place(ushort row, ushort column) => [.. BitConverter.GetBytes(row), .. BitConverter.GetBytes(column), 0, 0];
    }

    /// <summary>What an XLSX with a password looks like from outside.</summary>
    public static byte[] LockedXlsx()
    {
        byte[] header = [.. Words(0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0), .. Encoding.Unicode.GetBytes("AES\0")];
        byte[] verifier = [.. Words(16), .. new byte[32], .. Words(20), .. new byte[32]];
        return Of(("EncryptionInfo", [4, 0, 2, 0, .. Words(0x24, header.Length), .. header, .. verifier]), ("EncryptedPackage", new byte[5000]));
    }

    private static byte[] Of(params (string Name, byte[] Content)[] streams)
    {
        var (fat, data, entries) = (new List<int> { -3, -2 }, new List<byte>(), new List<byte[]>());
        foreach (var (name, content) in streams)
        {
            // Shorter ones would stand in a file within the file.
            var sectors = (Math.Max(content.Length, 4096) + Sector - 1) / Sector;
            var first = fat.Count;
            for (var i = 1; i <= sectors; i++) fat.Add(i == sectors ? -2 : first + i);
            data.AddRange(content);
            data.AddRange(new byte[(sectors * Sector) - content.Length]);
            entries.Add(Entry(name, 2, entries.Count + 1 < streams.Length ? entries.Count + 2 : -1, -1, first, Math.Max(content.Length, 4096)));
        }

        while (fat.Count < Sector / 4) fat.Add(-1);
        while (entries.Count < 3) entries.Add(new byte[128]);
        byte[] header =
        [
            0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[16], 0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0, .. new byte[6],
            .. Words(0, 1, 1, 0, 4096, -2, 0, -2, 0, 0), .. Words([.. Enumerable.Repeat(-1, 108)]),
        ];
        return [.. header, .. Words([.. fat]), .. Entry("Root Entry", 5, -1, 1, -2, 0), .. entries.SelectMany(e => e), .. data];
    }

    private static byte[] Entry(string name, byte kind, int right, int child, int start, int length) =>
    [
        .. Encoding.Unicode.GetBytes(name.PadRight(32, '\0')), (byte)((name.Length + 1) * 2), 0, kind, 1, .. Words(-1, right, child),
        .. new byte[36], .. Words(start, length, 0),
    ];

    private static byte[] Words(params int[] words) => [.. words.SelectMany(BitConverter.GetBytes)];

    private sealed class Records
    {
        private readonly List<byte> _bytes = [];

        public byte[] Bytes => [.. _bytes];

        public Records Add(ushort id, byte[] content)
        {
            _bytes.AddRange([.. BitConverter.GetBytes(id), .. BitConverter.GetBytes((ushort)content.Length), .. content]);
            return this;
        }
    }
}
