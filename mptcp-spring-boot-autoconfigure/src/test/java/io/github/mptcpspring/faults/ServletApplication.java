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

package io.github.mptcpspring.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;

import io.github.mptcpspring.testsupport.ReferenceBytes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The application of the tests on the servlet stack, whose threads block.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Answers.class, OwnReactorResources.class, Produced.class, ServletApplication.Routes.class })
class ServletApplication {

	/**
	 * Tomcat keeps what it needed for a connection and uses it again, up to a share of
	 * the heap. Nobody could tell that from a leak.
	 * @return what makes Tomcat keep nothing
	 */
	@Bean
	WebServerFactoryCustomizer<TomcatWebServerFactory> noCacheCustomizer() {
		return (factory) -> factory.addConnectorCustomizers((connector) -> {
			connector.setProperty("processorCache", "0");
			connector.setProperty("socket.bufferPool", "0");
		});
	}

	@RestController
	static class Routes {

		private final Produced produced;

		Routes(Produced produced) {
			this.produced = produced;
		}

		@GetMapping("/")
		String greet(HttpServletRequest request, HttpServletResponse response) {
			KernelHeaders.add(new InetSocketAddress(request.getLocalAddr(), request.getLocalPort()),
					new InetSocketAddress(request.getRemoteAddr(), request.getRemotePort()), response::setHeader);
			return "hello";
		}

		@GetMapping("/stream")
		void stream(@RequestParam long bytes, HttpServletResponse response) throws IOException {
			response.setContentLengthLong(bytes);
			OutputStream body = response.getOutputStream();
			for (long position = 0; position < bytes;) {
				byte[] chunk = ReferenceBytes.chunk(position, bytes);
				body.write(chunk);
				this.produced.add(chunk.length);
				position += chunk.length;
			}
		}

	}

}
