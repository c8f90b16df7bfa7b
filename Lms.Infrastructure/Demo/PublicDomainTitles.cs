using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Demo;

/// <summary>Books that belong to everybody.</summary>
internal static class PublicDomainTitles
{
    public static readonly IReadOnlyList<BookDescription> All =
    [
        Title("Frankenstein", "or, The Modern Prometheus", "Mary Shelley", 1818, "Gothic fiction", "en", "823.7"),
        Title("Pride and Prejudice", null, "Jane Austen", 1813, "Novel", "en", "823.7"),
        Title("Sense and Sensibility", null, "Jane Austen", 1811, "Novel", "en", "823.7"),
        Title("Emma", null, "Jane Austen", 1815, "Novel", "en", "823.7"),
        Title("Jane Eyre", "An Autobiography", "Charlotte Brontë", 1847, "Novel", "en", "823.8"),
        Title("Wuthering Heights", null, "Emily Brontë", 1847, "Novel", "en", "823.8"),
        Title("Great Expectations", null, "Charles Dickens", 1861, "Novel", "en", "823.8"),
        Title("A Tale of Two Cities", null, "Charles Dickens", 1859, "Historical fiction", "en", "823.8"),
        Title("A Christmas Carol", null, "Charles Dickens", 1843, "Novella", "en", "823.8"),
        Title("Middlemarch", "A Study of Provincial Life", "George Eliot", 1871, "Novel", "en", "823.8"),
        Title("The Picture of Dorian Gray", null, "Oscar Wilde", 1890, "Novel", "en", "823.8"),
        Title("Dracula", null, "Bram Stoker", 1897, "Horror", "en", "823.8"),
        Title("Strange Case of Dr Jekyll and Mr Hyde", null, "Robert Louis Stevenson", 1886, "Novella", "en", "823.8"),
        Title("Treasure Island", null, "Robert Louis Stevenson", 1883, "Adventure", "en", "823.8"),
        Title("The Time Machine", "An Invention", "H. G. Wells", 1895, "Science fiction", "en", "823.912"),
        Title("The War of the Worlds", null, "H. G. Wells", 1898, "Science fiction", "en", "823.912"),
        Title("The Adventures of Sherlock Holmes", null, "Arthur Conan Doyle", 1892, "Crime fiction", "en", "823.912"),
        Title("The Hound of the Baskervilles", null, "Arthur Conan Doyle", 1902, "Crime fiction", "en", "823.912"),
        Title("Alice's Adventures in Wonderland", null, "Lewis Carroll", 1865, "Children's fiction", "en", "823.8"),
        Title("Through the Looking-Glass", "and What Alice Found There", "Lewis Carroll", 1871, "Children's fiction", "en", "823.8"),
        Title("The Wind in the Willows", null, "Kenneth Grahame", 1908, "Children's fiction", "en", "823.912"),
        Title("Peter Pan", null, "J. M. Barrie", 1911, "Children's fiction", "en", "823.912"),
        Title("The Jungle Book", null, "Rudyard Kipling", 1894, "Children's fiction", "en", "823.8"),
        Title("Moby-Dick", "or, The Whale", "Herman Melville", 1851, "Novel", "en", "813.3"),
        Title("The Scarlet Letter", "A Romance", "Nathaniel Hawthorne", 1850, "Novel", "en", "813.3"),
        Title("Little Women", null, "Louisa May Alcott", 1868, "Children's fiction", "en", "813.4"),
        Title("Adventures of Huckleberry Finn", null, "Mark Twain", 1884, "Novel", "en", "813.4"),
        Title("The Adventures of Tom Sawyer", null, "Mark Twain", 1876, "Children's fiction", "en", "813.4"),
        Title("Walden", "or, Life in the Woods", "Henry David Thoreau", 1854, "Essay", "en", "818.3"),
        Title("The Call of the Wild", null, "Jack London", 1903, "Adventure", "en", "813.52"),
        Title("The Wonderful Wizard of Oz", null, "L. Frank Baum", 1900, "Children's fiction", "en", "813.4"),
        Title("Les Misérables", null, "Victor Hugo", 1862, "Novel", "fr", "843.7"),
        Title("Madame Bovary", null, "Gustave Flaubert", 1857, "Novel", "fr", "843.8"),
        Title("Vingt mille lieues sous les mers", null, "Jules Verne", 1870, "Science fiction", "fr", "843.8"),
        Title("Le Comte de Monte-Cristo", null, "Alexandre Dumas", 1846, "Adventure", "fr", "843.7"),
        Title("Faust", "Eine Tragödie", "Johann Wolfgang von Goethe", 1808, "Drama", "de", "832.6"),
        Title("Die Verwandlung", null, "Franz Kafka", 1915, "Novella", "de", "833.912"),
        Title("Don Quijote de la Mancha", null, "Miguel de Cervantes", 1605, "Novel", "es", "863.3"),
        Title("Война и мир", null, "Лев Толстой", 1869, "Historical fiction", "ru", "891.733"),
        Title("Преступление и наказание", null, "Фёдор Достоевский", 1866, "Novel", "ru", "891.733"),
        Title("Hamlet", null, "William Shakespeare", 1603, "Drama", "en", "822.33"),
        Title("Romeo and Juliet", null, "William Shakespeare", 1597, "Drama", "en", "822.33"),
        Title("La Divina Commedia", null, "Dante Alighieri", 1321, "Poetry", "it", "851.1"),
        Title("The Odyssey", null, "Homer", -700, "Epic poetry", "grc", "883.01"),
        Title("Meditations", null, "Marcus Aurelius", 180, "Philosophy", "grc", "188"),
        Title("The Republic", null, "Plato", -380, "Philosophy", "grc", "184"),
        Title("The Art of War", null, "Sun Tzu", -500, "Military science", "lzh", "355.02"),
        Title("On the Origin of Species", "by Means of Natural Selection", "Charles Darwin", 1859, "Science", "en", "576.82"),
        Title("The Yellow Wallpaper", null, "Charlotte Perkins Gilman", 1892, "Short story", "en", "813.4"),
        Title("Narrative of the Life of Frederick Douglass", "An American Slave", "Frederick Douglass", 1845, "Autobiography", "en", "973.8"),
    ];

    private static BookDescription Title(string title, string? subtitle, string author, int year, string genre, string language, string classification) => new()
    {
        Title = title,
        Subtitle = subtitle,
        Author = author,
        PublishedYear = year,
        Genre = genre,
        Language = language,
        Classification = classification,
    };
}
