/* Masks written out: edges and matrices. */

#include "check_case_mask.h"

START_TEST(edges_point_to_who_attends)
{
    expect_mask("{edges: [[1, 2], [3, 1]]}", 3, "101 110 001",
                "list of 2 edges");
    expect_mask("{edges: [[2, 2], [1, 2], [1, 2]]}", 2, "10 11",
                "list of 3 edges");
    expect_mask("{edges: []}", 2, "10 01", "list of 0 edges");
}
END_TEST

START_TEST(rows_of_a_matrix_mark_what_they_attend_to)
{
    expect_mask("{matrix: [[1, 0, 1], [1, 1, 0], [0, 0, 1]]}", 3, "101 110 001",
                "adjacency matrix");
}
END_TEST

START_TEST(wrong_edges_are_each_named)
{
    refuse_mask("{edges: [[1, 4], [0, 1], [1.0, 2]]}", 3,
                "1:14: expected an integer from 1 to 3, found '4'",
                "1:19: expected an integer from 1 to 3, found '0'",
                "1:27: expected an integer from 1 to 3, found '1.0'");
    refuse_mask("{edges: [[1], 2, [1, 2, 3]]}", 3,
                "1:10: expected a pair [j, i]", "1:15: expected a pair",
                "1:18: expected a pair");
    refuse_mask("{edges: {a: 1}}", 3, "1:9: expected a list of pairs", NULL,
                NULL);
}
END_TEST

START_TEST(wrong_matrices_are_refused)
{
    refuse_mask("{matrix: [[1, 0], [0, 0]]}", 2,
                "1:19: row 2 is empty: every token attends to itself", NULL,
                NULL);
    refuse_mask("{matrix: [[0, 1], [0, 1]]}", 2,
                "1:11: row 1 has a 0 on the diagonal", NULL, NULL);
    refuse_mask("{matrix: [[1, 2], [1, true], [x, 1]]}", 3, //
                "1:11: row 1 of the mask has 2 entries, expected 3",
                "1:19: row 2 of the mask has 2 entries, expected 3",
                "1:30: row 3 of the mask has 2 entries, expected 3");
    refuse_mask("{matrix: [[1, 2], [1.0, 1]]}", 2,
                "1:15: expected 0 or 1, found '2'",
                "1:20: expected 0 or 1, found '1.0'", NULL);
    refuse_mask("{matrix: [[1]]}", 2,
                "1:10: the mask has 1 rows, expected 2 (tokens)", NULL, NULL);
    refuse_mask("{matrix: [[1, 1]]}", 0,
                "1:11: row 1 of the mask has 2 entries, expected 1", NULL,
                NULL);
    refuse_mask("{matrix: [[1, 0], 7]}", 2, "1:19: expected a row", NULL, NULL);
    refuse_mask("{matrix: 1}", 2, "1:10: expected a list of rows", NULL, NULL);
    refuse_mask("{matrix: {identity: 2}}", 2, "1:10: expected a list of rows",
                NULL, NULL);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        edges_point_to_who_attends,
        rows_of_a_matrix_mark_what_they_attend_to,
        wrong_edges_are_each_named,
        wrong_matrices_are_refused,
    };

    return RUN_SUITE("case/read_mask_list", tests);
}
