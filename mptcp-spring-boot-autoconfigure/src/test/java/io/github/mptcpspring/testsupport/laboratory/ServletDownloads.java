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

package io.github.mptcpspring.testsupport.laboratory;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;

import io.github.mptcpspring.testsupport.KernelSockets;
import io.github.mptcpspring.testsupport.ReferenceBytes;
import io.github.mptcpspring.testsupport.boot.Exchange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves {@link ReferenceBytes} from a servlet.
 */
@RestController
@ConditionalOnWebApplication(type = Type.SERVLET)
class ServletDownloads {

	@GetMapping(DownloadUri.PATH)
	void download(@RequestParam long bytes, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		response.setHeader(Exchange.AT_SERVER,
				KernelSockets
					.connection(new InetSocketAddress(request.getLocalAddr(), request.getLocalPort()),
							new InetSocketAddress(request.getRemoteAddr(), request.getRemotePort()))
					.name());
		response.setContentLengthLong(bytes);
		OutputStream body = response.getOutputStream();
		for (long sent = 0; sent < bytes;) {
			byte[] chunk = ReferenceBytes.chunk(sent, bytes);
			body.write(chunk);
			sent += chunk.length;
		}
	}

}
