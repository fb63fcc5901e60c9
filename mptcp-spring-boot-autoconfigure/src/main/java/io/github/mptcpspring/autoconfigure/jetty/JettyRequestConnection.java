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

package io.github.mptcpspring.autoconfigure.jetty;

import io.github.mptcpspring.MptcpConnection;
import io.github.mptcpspring.autoconfigure.webserver.NativeRequestConnection;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * {@link NativeRequestConnection} for embedded Jetty. The connector has set the attribute
 * of its requests.
 */
class JettyRequestConnection implements NativeRequestConnection {

	@Override
	public @Nullable MptcpConnection find(Object nativeRequest) {
		return (nativeRequest instanceof Request request
				&& request.getAttribute(MptcpConnection.ATTRIBUTE) instanceof MptcpConnection connection) ? connection
						: null;
	}

}
