using Bogus;

namespace Wisp.Tool.Demo.Numbers;

/// <summary>Documents and phones of the shape that a country gives out; each client's document is a different one.</summary>
internal interface ICountryNumbers
{
    Document OfPerson(int number);

    Document OfFirm(int number);

    string Phone(Randomizer dice);

    string Mobile(Randomizer dice);
}

/// <summary>A document in the words of the import's columns.</summary>
internal readonly record struct Document(string Type, string Number);
