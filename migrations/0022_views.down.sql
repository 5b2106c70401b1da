DROP TABLE default_views;
DROP TABLE saved_view_groups;
DROP TABLE saved_views;
