package org.groundswell.shared.tables;
