/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.connection;

import java.util.List;

import io.github.mptcpspring.ConnectionPath;
import org.jspecify.annotations.Nullable;

/**
 * A connection and its paths.
 *
 * @param connection the connection
 * @param paths its paths, {@code null} if it uses MPTCP and the kernel is older than
 * Linux 6.5
 */
public record ConnectionDetails(Connection connection, @Nullable List<ConnectionPath> paths) {

	/**
	 * Create new details.
	 */
	public ConnectionDetails {
		paths = (paths != null) ? List.copyOf(paths) : null;
	}

}
